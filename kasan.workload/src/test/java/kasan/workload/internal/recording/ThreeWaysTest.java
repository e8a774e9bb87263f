// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.workload.internal.events.Rows;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.trace.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One shell that listed a folder, recorded by tracefs, trace-cmd and perf at once: what they wrote
 * in text and in binary tells the same events. The clock was CLOCK_MONOTONIC for all; each took the
 * time for itself, so that perf's differ by some microseconds.
 */
final class ThreeWaysTest {
  private static final List<String> BINARY =
      List.of("trace-6.dat.zst", "trace-7-plain.dat.zst", "trace-7-zlib.dat", "trace-7-zstd.dat");

  @TempDir Path dir;

  private record Told(
      String kind, List<String> rows, SortedMap<String, Long> passedOver, int cpus) {}

  private Told told(String resource) throws IOException {
    Path file = dir.resolve(resource);
    try (var in = ThreeWaysTest.class.getResourceAsStream("/three-ways/" + resource)) {
      assertNotNull(in, resource);
      Files.write(file, in.readAllBytes());
    }
    var readers =
        new ReaderChoice(
            List.of(
                new TraceRecordingReader(Dialect.TRACEFS, TestKernels::known),
                new TraceRecordingReader(Dialect.TRACE_CMD, TestKernels::known),
                new TraceRecordingReader(Dialect.PERF, TestKernels::known),
                new TraceRecordingReader(BinaryFormat.TRACE_DAT, TestKernels::known),
                new TraceRecordingReader(BinaryFormat.PERF_DATA, TestKernels::known)));
    try (Recording recording = readers.open(MemberInput.of(file), Map.of());
        EventSource source = recording.open(EnumSet.allOf(EventField.class))) {
      var rows = new ArrayList<String>();
      var batch = new EventBatch();
      while (source.next(batch)) {
        for (int i = 0; i < batch.size; i++) {
          rows.add(Rows.row(batch, i, source));
        }
      }
      assertEquals(0, source.lostEvents());
      return new Told(recording.kind(), rows, source.passedOver(), recording.machine().cpus());
    }
  }

  /** Without its time. */
  private static List<String> timeless(List<String> rows) {
    return rows.stream().map(row -> row.replaceFirst(" \\d+ ", " ")).toList();
  }

  private static List<Long> times(List<String> rows) {
    return rows.stream().map(row -> Long.parseLong(row.split(" ", -1)[1])).toList();
  }

  private static void assertTimesWithin(long nanos, Told one, Told other) {
    List<Long> times = times(one.rows());
    List<Long> others = times(other.rows());
    for (int i = 0; i < times.size(); i++) {
      long apart = Math.abs(times.get(i) - others.get(i));
      assertTrue(apart <= nanos, "row " + i + " lies " + apart + " ns apart");
    }
  }

  @Test
  void theThreeTextsTellTheSameEvents() throws IOException {
    Told tracefs = told("tracefs.txt");
    assertEquals(176, tracefs.rows().size());
    for (String text : List.of("trace-cmd.txt", "perf-script.txt")) {
      Told told = told(text);
      assertEquals(timeless(tracefs.rows()), timeless(told.rows()));
      assertEquals(tracefs.passedOver(), told.passedOver());
      assertTimesWithin(20_000, tracefs, told);
    }
  }

  @Test
  void traceDatTellsWhatItsTextTells() throws IOException {
    Told text = told("trace-cmd.txt");
    for (String file : BINARY) {
      Told binary = told(file);
      assertEquals("trace.dat", binary.kind());
      assertEquals(timeless(text.rows()), timeless(binary.rows()), file);
      assertEquals(text.passedOver(), binary.passedOver());
      assertEquals(text.cpus(), binary.cpus());
      assertTimesWithin(1_000, text, binary); // the text has microseconds
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "compressed.", "pipe."})
  void perfDataTellsWhatItsTextTells(String which) throws IOException {
    Told text = told(which.isEmpty() ? "perf-script.txt" : which + "perf-script.txt.zst");
    Told binary = told(which + "perf.data.zst");
    assertEquals("perf.data", binary.kind());
    assertEquals(text.rows(), binary.rows(), "with --ns the text has nanoseconds");
    assertEquals(text.passedOver(), binary.passedOver());
  }
}
