// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** What a line is that begins as no event does: formats that are known and of no use. */
final class LineDoubt {
  /** Why the latency format of tracefs is refused. */
  static final String LATENCY =
      "latency format; record without: echo nolatency-format > /sys/kernel/tracing/trace_options";

  private static final int MOST_CHARS = 400;
  private static final String CPU = "\\[\\d{1,6}]\\s+(?:[^\\s:]{4,7}\\s+)?";

  private static final Pattern LATENCY_LINE =
      Pattern.compile("\\s*.{1,16}-\\d+\\s+\\d+[^\\s\\d]\\S{2,6}\\s+\\d+us.*");
  private static final Pattern NO_SECONDS = Pattern.compile(".*" + CPU + "(\\d+): .*");
  private static final Pattern NO_TIME =
      Pattern.compile(".*" + CPU + "(?:[\\w-]+:)?[\\w-]+:(?: .*)?");
  private static final Pattern NO_CPU =
      Pattern.compile("\\s*\\S.{0,15}[ -]\\d+\\s+\\d+\\.\\d+:\\s.*");
  private static final Pattern LARGE_CPU = Pattern.compile(".*\\[(\\d{7,})].*");
  private static final Pattern GRAPH = Pattern.compile("\\s*\\d+\\)\\s.*\\|.*");

  private LineDoubt() {}

  /** Complains about a line. */
  static BadInputException of(byte[] b, int start, int end, LinePlace place) {
    String why = why(b, start, end);
    return why == null
        ? place.expected("'TASK-PID [CPU] SECONDS.MICROS: EVENT: FIELDS'", b, start, end)
        : place.bad(why);
  }

  /** What it is, and what would be read instead; null when it is nothing known. */
  static @Nullable String why(byte[] b, int start, int end) {
    String line = new String(b, start, Math.min(end - start, MOST_CHARS), ISO_8859_1);
    if (LATENCY_LINE.matcher(line).matches()) {
      return LATENCY;
    }
    var noSeconds = NO_SECONDS.matcher(line);
    if (noSeconds.matches()) {
      return "time "
          + noSeconds.group(1)
          + " is no time in seconds, as of the clocks counter and x86-tsc; record with:"
          + " echo mono > /sys/kernel/tracing/trace_clock";
    }
    var largeCpu = LARGE_CPU.matcher(line);
    if (largeCpu.matches()) {
      return "CPU " + largeCpu.group(1) + ": expected a number of at most four digits";
    }
    if (NO_TIME.matcher(line).matches()) {
      return "no time before the event; make the text with the fields comm,tid,cpu,time,event,trace";
    }
    if (NO_CPU.matcher(line).matches()) {
      return "no CPU before the time; make the text with the fields comm,tid,cpu,time,event,trace";
    }
    if (GRAPH.matcher(line).matches()) {
      return "line of the function_graph tracer; expected events, recorded with:"
          + " echo nop > /sys/kernel/tracing/current_tracer";
    }
    return null;
  }
}
