// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.trace.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Large recordings of real machines, found through the system property {@code kasan.recordings}.
 * Their description states how many events, slab pages and blocks they have; the latter are counted
 * by the kernel that was recorded.
 */
final class LargeRecordingsTest {
  private static final long SLAB = 1 << 7;

  private static Recording open(String name) {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no large recordings: kasan.recordings is not set");
    return new TraceRecordingReader(Dialect.TRACEFS, TestKernels::known)
        .open(MemberInput.of(Path.of(String.valueOf(folder), name)), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "file-tree-cold,    1331346,  6445,  38401,  2549,  6756",
    "kernel-build-cold, 1252429,  6453,   7844,  2528,  2795",
    "kernel-build,      1921668, 79416,  79466, 12961, 12958",
    "network,           2811532, 81868,  82042, 13146, 13231",
    "guest-1g,          1468174,  7845,   7893,  1374,  1393",
    "fork-exec,         3190743, 82032,  82010, 13257, 13262",
  })
  void holdWhatTheirDescriptionSays(
      String name,
      long events,
      long slabBefore,
      long slabAfter,
      long blocksBefore,
      long blocksAfter) {
    try (Recording recording = open(name)) {
      assertEquals(0xffff888000000000L, recording.machine().directMapBase());
      assertEquals(2, recording.machine().cpus());
      assertSlab(recording.before(), slabBefore, blocksBefore);
      assertSlab(recording.after(), slabAfter, blocksAfter);
      try (EventSource source = recording.open(EnumSet.noneOf(EventField.class))) {
        var batch = new EventBatch();
        long rows = 0;
        while (source.next(batch)) {
          rows += batch.size;
        }
        long passedOver = source.passedOver().values().stream().mapToLong(n -> n).sum();
        assertEquals(events, rows + passedOver);
        assertEquals(0, source.lostEvents());
      }
    }
  }

  private static void assertSlab(MachineState state, long slabPages, long blocks) {
    assertNotNull(state);
    PageFlags flags = state.pageFlags();
    long pages = 0;
    long touched = 0;
    for (long block = 0; block < flags.frames(); block += 8) {
      boolean slab = false;
      for (long pfn = block; pfn < block + 8; pfn++) {
        if ((flags.at(pfn) & SLAB) != 0) {
          pages++;
          slab = true;
        }
      }
      touched += slab ? 1 : 0;
    }
    assertEquals(slabPages, pages);
    assertEquals(blocks, touched);
  }

  @Test
  void machineOfTheGuest() {
    try (Recording recording = open("guest-1g")) {
      assertEquals(262144, recording.machine().frames());
      assertEquals(1015744, recording.machine().memTotalKb());
      assertEquals(java.util.List.of(new PfnRange(0, 0x3ffda)), recording.machine().ram());
    }
  }

  /** Counted twice: by the reader, and by looking for the fifth word of each line. */
  @Test
  void eventsOfTheGuestAreAsManyAsItsLines() throws IOException {
    try (Recording recording = open("guest-1g")) {
      Map<String, Long> lines = new TreeMap<>();
      MemberInput input =
          MemberInput.of(
              Path.of(String.valueOf(System.getProperty("kasan.recordings")), "guest-1g"));
      try (var reader =
          new BufferedReader(
              new InputStreamReader(input.open("trace.txt"), StandardCharsets.ISO_8859_1))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          if (!line.startsWith("#")) {
            String event = line.substring(line.indexOf(": ") + 2);
            event = event.substring(0, event.indexOf(':'));
            boolean freeOfNull = event.equals("kfree") && line.endsWith("ptr=0000000000000000");
            lines.merge(freeOfNull ? "kfree of null" : event, 1L, Long::sum);
          }
        }
      }
      Map<EventKind, String> spelling =
          Map.ofEntries(
              Map.entry(EventKind.KMALLOC, "kmalloc"),
              Map.entry(EventKind.CACHE_ALLOC, "kmem_cache_alloc"),
              Map.entry(EventKind.KFREE, "kfree"),
              Map.entry(EventKind.CACHE_FREE, "kmem_cache_free"),
              Map.entry(EventKind.PAGE_ALLOC, "mm_page_alloc"),
              Map.entry(EventKind.PAGE_FREE, "mm_page_free"),
              Map.entry(EventKind.VMAP_ALLOC, "alloc_vmap_area"),
              Map.entry(EventKind.VMAP_FREE, "free_vmap_area_noflush"),
              Map.entry(EventKind.TASK_NEW, "task_newtask"),
              Map.entry(EventKind.TASK_EXIT, "sched_process_exit"),
              Map.entry(EventKind.TASK_FREE, "sched_process_free"));
      Map<String, Long> rows = new TreeMap<>();
      try (EventSource source = recording.open(EnumSet.allOf(EventField.class))) {
        var batch = new EventBatch();
        while (source.next(batch)) {
          for (int i = 0; i < batch.size; i++) {
            rows.merge(spelling.get(batch.kind[i]), 1L, Long::sum);
          }
        }
        source
            .passedOver()
            .forEach(
                (reason, count) -> rows.put(reason.replace(" repeats mm_page_free", ""), count));
      }
      assertEquals(lines, rows);
    }
  }
}
