// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.workload.internal.record.TracefsMount;
import kasan.workload.internal.record.Undo;
import kasan.workload.internal.recording.TestKernels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows this machine, where it may: as root, with tracefs. */
final class LiveMachineTest {
  @BeforeEach
  void assumeTraceable() {
    try (Undo undo = new Undo()) {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "not root: no tracing");
      Path tracefs = TracefsMount.open(undo);
      assumeTrue(Files.exists(tracefs.resolve("events/kmem/kmalloc")), "no kmem events");
    } catch (IOException | BadInputException | UnsupportedOperationException e) {
      assumeTrue(false, "no tracefs: " + e.getMessage());
    }
  }

  private static List<String> changes() throws IOException {
    var changes = new ArrayList<String>();
    changes.add(Files.readString(Path.of("/proc/sys/kernel/kptr_restrict")));
    for (String mount : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      if (mount.contains("tracefs")) {
        changes.add(mount);
      }
    }
    return changes;
  }

  @Test
  void itsEventsComeUntilTheTimeIsOverThenItsState() throws IOException {
    List<String> before = changes();
    var marks = new ArrayList<String>();
    long events = 0;
    try (Recording live = LiveMachine.follow(Duration.ofMillis(1), Map.of(), TestKernels.known());
        EventSource source = live.open(EnumSet.of(EventField.CACHE_NAME))) {
      assertNotNull(live.before());
      assertTrue(live.machine().ramPages() > 0);
      var batch = new EventBatch();
      while (source.next(batch)) {
        events += batch.size;
        for (int i = 0; i < batch.size; i++) {
          if (batch.kind[i] == EventKind.MARK) {
            marks.add(source.name(batch.name[i]));
          }
        }
      }
      MachineState after = live.after();
      assertNotNull(after);
      assertNotNull(after.pageFlags());
    }
    assertEquals(
        List.of(
            "snapshot before: begin",
            "snapshot before: end",
            "snapshot after: begin",
            "snapshot after: end"),
        marks);
    assertTrue(events > marks.size());
    assertEquals(before, changes());
  }

  /** Ctrl-C, 'end', and 'q' of 'top': the machine is held against its state then. */
  @Test
  void endedEarlyItTellsItsState() throws IOException {
    List<String> before = changes();
    try (Recording live = LiveMachine.follow(Duration.ZERO, Map.of(), TestKernels.known());
        EventSource source = live.open(EnumSet.noneOf(EventField.class))) {
      var batch = new EventBatch();
      assertTrue(source.next(batch));
      assertTrue(source.endSoon());
      String last = "";
      while (source.next(batch)) {
        for (int i = 0; i < batch.size; i++) {
          last = batch.kind[i] == EventKind.MARK ? source.name(batch.name[i]) : last;
        }
      }
      assertEquals("snapshot after: end", last);
      MachineState after = live.after();
      assertNotNull(after);
      assertNotNull(after.pageFlags());
    }
    assertEquals(before, changes());
  }

  @Test
  void closedEarlyItLeavesTheMachineAsItWas() throws IOException {
    List<String> before = changes();
    try (Recording live = LiveMachine.follow(Duration.ZERO, Map.of(), TestKernels.known());
        EventSource source = live.open(EnumSet.noneOf(EventField.class))) {
      assertTrue(source.next(new EventBatch()));
      MachineState after = live.after();
      assertNotNull(after);
      assertNull(after.pageFlags(), "not over yet");
    }
    assertEquals(before, changes());
  }
}
