// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tiny traces, each named by what it carries. Beneath each line stands what is read from it: {@code
 * #=} a row, {@code #~} why there is none.
 */
final class AnnotatedTraceTest {
  @ParameterizedTest
  @CsvSource({
    "tracefs-6.18.txt, TRACEFS, 2, 0",
    "tracefs-5.4-node-twins-decimal-pfn.txt, TRACEFS, 4, 0",
    "tracefs-3.2-old-names.txt, TRACEFS, 0, 0",
    "tracefs-tgid-column.txt, TRACEFS, 2, 0",
    "tracefs-odd-task-names.txt, TRACEFS, 2, 0",
    "tracefs-lost-events-and-marks.txt, TRACEFS, 2, 141",
    "tracefs-respelled-fields.txt, TRACEFS, 0, 0",
    "trace-cmd-report.txt, TRACE_CMD, 2, 204600",
    "trace-cmd-with-flags-column.txt, TRACE_CMD, 2, 0",
    "perf-script.txt, PERF, 2, 37",
    "perf-script-odd-task-names.txt, PERF, 0, 0",
    "perf-script-stacks-counts-reaped-tasks.txt, PERF, 0, 0",
    "perf-script-instructions.txt, PERF, 0, 0",
    "trace-cmd-stacks-and-buffer-pages.txt, TRACE_CMD, 2, 3",
    "trace-cmd-ts-diff.txt, TRACE_CMD, 2, 0",
    "trace-cmd-latency-format.txt, TRACE_CMD, 2, 0",
    "tracefs-byte-order-mark-and-long-marks.txt, TRACEFS, 2, 0",
  })
  void eachLineGivesTheRowThatStandsBeneathIt(String file, Dialect dialect, int cpus, long lost)
      throws IOException {
    byte[] bytes = resource(file);
    List<String> expected = new ArrayList<>();
    SortedMap<String, Long> passedOver = new TreeMap<>();
    SortedMap<String, Long> besides = new TreeMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith("#= ")) {
        expected.add(line.substring(3));
      } else if (line.startsWith("#~ ")) {
        passedOver.merge(line.substring(3), 1L, Long::sum);
      } else if (line.startsWith("#: ")) {
        besides.merge(line.substring(3), 1L, Long::sum);
      }
    }
    try (TraceText text =
        new TraceText(
            new ByteArrayInputStream(bytes), file, dialect, EnumSet.allOf(EventField.class))) {
      assertEquals(String.join("\n", expected), String.join("\n", Rows.of(text)));
      assertEquals(passedOver, text.passedOver());
      assertEquals(besides, text.besides());
      assertEquals(cpus, text.cpus());
      assertEquals(lost, text.lostEvents());
    }
  }

  @Test
  void aFileThatHoldsLessThanItAnnouncesSaysHowMuchIsMissing() throws IOException {
    // the head announces 8 events in the buffer, 7 lines of events follow
    byte[] bytes = resource("tracefs-lost-events-and-marks.txt");
    try (TraceText text =
        new TraceText(
            new ByteArrayInputStream(bytes), "cut", Dialect.TRACEFS, EnumSet.of(EventField.SIZE))) {
      Rows.of(text);
      assertEquals(1, text.missingEvents());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tracefs-6.18.txt, TRACEFS",
    "tracefs-respelled-fields.txt, TRACEFS",
    "trace-cmd-report.txt, TRACE_CMD",
    "trace-cmd-with-flags-column.txt, TRACE_CMD",
    "perf-script.txt, PERF",
    "perf-script-odd-task-names.txt, PERF",
  })
  void firstLinesTellWhoWroteIt(String file, Dialect dialect) throws IOException {
    assertEquals(dialect, TraceHead.of(resource(file)).dialect());
  }

  private static byte[] resource(String file) throws IOException {
    try (var in = AnnotatedTraceTest.class.getResourceAsStream("/traces/" + file)) {
      assertNotNull(in, file);
      return in.readAllBytes();
    }
  }
}
