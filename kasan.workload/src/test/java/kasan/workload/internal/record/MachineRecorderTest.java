// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.api.workload.VmallocArea;
import kasan.lab.api.recording.Recorder.Made;
import kasan.lab.api.recording.Recorder.Plan;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.recording.TestKernels;
import kasan.workload.internal.recording.TraceRecordingReader;
import kasan.workload.internal.trace.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records this machine, where it may: as root, with tracefs. What it changes of the machine must be
 * as it was afterwards.
 */
final class MachineRecorderTest {
  private static final int SPINS = 20_000_000;

  private static final Path KPTR_RESTRICT = Path.of("/proc/sys/kernel/kptr_restrict");
  private static final List<String> TRUE = List.of("true");

  @TempDir Path dir;

  /** What a recorder changes: mounts, a setting, instances of tracefs. */
  private static List<String> traces() throws IOException {
    var traces = new ArrayList<String>();
    traces.add(Files.readString(KPTR_RESTRICT));
    for (String mount : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      if (mount.contains("tracefs")) {
        traces.add(mount);
      }
    }
    try (Undo undo = new Undo();
        Stream<Path> instances = Files.list(TracefsMount.open(undo).resolve("instances"))) {
      instances
          .map(instance -> instance.getFileName().toString())
          .filter(name -> name.equals("kasan-" + ProcessHandle.current().pid()))
          .forEach(traces::add);
    }
    return traces;
  }

  private static void assumeRecordable() {
    try {
      assumeTrue(
          Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
          "not root: no recording");
      try (Undo undo = new Undo()) {
        Path tracefs = TracefsMount.open(undo);
        assumeTrue(Files.exists(tracefs.resolve("events/kmem/kmalloc")), "no kmem events");
      }
    } catch (IOException | BadInputException | UnsupportedOperationException e) {
      assumeTrue(false, "no tracefs: " + e.getMessage());
    }
  }

  private static Recording open(Path folder) {
    return new TraceRecordingReader(Dialect.TRACEFS, TestKernels::known)
        .open(MemberInput.of(folder), Map.of());
  }

  /** Number of events, passed over or not; adds the marks to a list. */
  private static long events(EventSource source, List<String> marks) {
    var batch = new EventBatch();
    long events = 0;
    while (source.next(batch)) {
      for (int i = 0; i < batch.size; i++) {
        events += batch.kind[i] == EventKind.LOST ? 0 : 1;
        if (batch.kind[i] == EventKind.MARK) {
          marks.add(source.name(batch.name[i]));
        }
      }
    }
    return events + source.passedOver().values().stream().mapToLong(n -> n).sum();
  }

  @Test
  void aRecordingCanBeReadBackAndTheMachineIsAsItWas() throws IOException {
    assumeRecordable();
    List<String> before = traces();
    Path folder = dir.resolve("rec");
    var told = new ArrayList<String>();
    Made made =
        new MachineRecorder()
            .record(
                new Plan(
                    folder,
                    Duration.ofHours(1),
                    false,
                    List.of("sh", "-c", "find /usr/lib -empty > /dev/null")),
                told::add);
    assertEquals(before, traces());
    assertEquals(
        List.of(
            "making ring buffers",
            "reading /proc, before",
            "recording sh",
            "reading /proc, after",
            "writing the trace to " + folder),
        told);
    assertEquals(0, made.commandStatus(), "ends with the command");
    assertTrue(made.files().containsKey("trace.txt.zst"));
    assertTrue(made.files().containsKey("before/meminfo"));
    assertTrue(made.files().containsKey("after/slabinfo"));
    try (Recording recording = open(folder);
        EventSource source = recording.open(EnumSet.allOf(EventField.class))) {
      var marks = new ArrayList<String>();
      assertEquals(made.events(), events(source, marks));
      assertEquals(
          List.of(
              "snapshot before: begin",
              "snapshot before: end",
              "snapshot after: begin",
              "snapshot after: end"),
          marks);
      assertEquals(0, made.lostEvents());
      var state = recording.before();
      assertNotNull(state);
      assertTrue(state.meminfoKb().getOrDefault("MemTotal", 0L) > 0);
      assertTrue(
          state.vmallocAreas().stream().anyMatch(VmallocArea::addressKnown),
          "vmallocinfo has real addresses");
    }
  }

  @Test
  void aCommandThatTakesTooLongIsEndedAndWhatAKilledRecorderLeftIsRemoved() throws IOException {
    assumeRecordable();
    try (Undo undo = new Undo()) {
      Path stale = TracefsMount.open(undo).resolve("instances/kasan-999999999");
      Files.createDirectory(stale);
      Made made =
          new MachineRecorder()
              .record(
                  new Plan(
                      dir.resolve("rec"),
                      Duration.ofSeconds(1),
                      false,
                      List.of("sleep", "infinity")),
                  line -> {});
      assertEquals(-1, made.commandStatus());
      assertFalse(Files.exists(stale));
    }
  }

  @Test
  void whereverItIsInterruptedNothingIsLeft() throws Exception {
    assumeRecordable();
    List<String> before = traces();
    Path folder = dir.resolve("rec");
    Random random = new Random(6);
    for (int i = 0; i < 30; i++) {
      Thread recording =
          new Thread(
              () -> {
                try {
                  new MachineRecorder()
                      .record(
                          new Plan(
                              folder, Duration.ofHours(1), false, List.of("sleep", "infinity")),
                          line -> {});
                } catch (CancellationException | BadInputException e) {
                  // as it should
                }
              });
      recording.start();
      for (int spin = random.nextInt(SPINS); spin > 0; spin--) {
        Thread.onSpinWait(); // a moment that nobody chooses
      }
      recording.interrupt();
      recording.join();
      assertEquals(before, traces());
      assertFalse(Files.exists(folder), "interrupt " + i);
    }
  }

  @Test
  void aFolderThatAnotherProcessRecordsInto() throws IOException {
    long other = ProcessHandle.allProcesses().mapToLong(ProcessHandle::pid).min().orElse(1);
    Files.writeString(dir.resolve(".recording"), other + "\n");
    refused("record: DIR is in use: process " + other + " is recording into it", dir, TRUE);
    assertEquals(other + "\n", Files.readString(dir.resolve(".recording")));
  }

  @Test
  void theLockOfARecorderThatWasKilledIsTakenOver() throws IOException {
    assumeRecordable();
    Path folder = Files.createDirectory(dir.resolve("rec"));
    Files.writeString(folder.resolve(".recording"), "999999999\n");
    new MachineRecorder().record(new Plan(folder, Duration.ofSeconds(5), false, TRUE), line -> {});
    assertFalse(Files.exists(folder.resolve(".recording")));
    assertTrue(Files.exists(folder.resolve("trace.txt.zst")));
  }

  // What is refused, each with what the user is told; nothing is left behind.

  private void refused(String expected, Path folder, List<String> command) throws IOException {
    assumeRecordable();
    List<String> before = traces();
    String message =
        assertThrows(
                BadInputException.class,
                () ->
                    new MachineRecorder()
                        .record(
                            new Plan(folder, Duration.ofSeconds(1), false, command), line -> {}))
            .getMessage();
    assertEquals(expected, String.valueOf(message).replace(dir.toString(), "DIR"));
    assertEquals(before, traces());
  }

  @Test
  void aFolderThatIsNotEmpty() throws IOException {
    Files.writeString(dir.resolve("mine"), "mine");
    refused("record: DIR is not empty; expected a folder that is new or empty", dir, TRUE);
    assertEquals("mine", Files.readString(dir.resolve("mine")));
  }

  @Test
  void aFileInThePlaceOfTheFolder() throws IOException {
    Path file = Files.writeString(dir.resolve("mine"), "mine");
    refused("record: DIR/mine is no folder", file, TRUE);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aFolderInAFolderThatIsNotThere() throws IOException {
    refused("record: cannot make the folder DIR/a/b: is there a DIR/a?", dir.resolve("a/b"), TRUE);
  }

  @Test
  void aCommandThatIsNotThere() throws IOException {
    Path folder = dir.resolve("rec");
    refused("record: no command 'no-such-command' on the PATH", folder, List.of("no-such-command"));
    refused("record: /etc/passwd cannot be executed", folder, List.of("/etc/passwd"));
    assertFalse(Files.exists(folder));
  }
}
