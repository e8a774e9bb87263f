// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** What a line is that begins as no event does: formats that are known and of no use. */
final class LineDoubt {
  private static final String OPTIONS = " > /sys/kernel/tracing/trace_options";
  private static final int MOST_CHARS = 400;
  private static final String CPU = "\\[\\d{1,6}]\\s+(?:[^\\s:]{4,7}\\s+)?";

  private static final Pattern NO_SECONDS =
      Pattern.compile("(?:.*" + CPU + "|\\s*.{1,16}-\\d+\\s+\\d+\\D\\S{2,6}\\s+)(\\d+): .*");
  private static final Pattern NO_TIME =
      Pattern.compile(".*" + CPU + "(?:[\\w-]+:)?[\\w-]+:(?: .*)?");
  private static final Pattern NO_CPU =
      Pattern.compile("\\s*\\S.{0,15}[ -]\\d+\\s+\\d+\\.\\d+:\\s.*");
  private static final Pattern NO_COMM =
      Pattern.compile("\\s*\\d+(?:/\\d+)?\\s+\\[\\d+]\\s+\\d+\\.\\d+:\\s.*");
  private static final String FIELDS =
      "; make the text with the fields comm,tid,cpu,time,event,trace";

  /** What is said of text of perf that has no names of events. */
  static final String NO_EVENT = "no name of the event behind the time" + FIELDS;

  private static final Pattern LARGE_CPU = Pattern.compile(".*\\[(\\d{7,})].*");
  private static final Pattern GRAPH = Pattern.compile("\\s*\\d+\\)\\s.*\\|.*");

  private static final Pattern VERBOSE =
      Pattern.compile(
          "\\s*\\S.{0,15}\\s+\\d+\\s+\\d+\\s+\\d+\\s+[0-9a-f]{8}\\s+[0-9a-f]{8}\\s+\\[.*");
  private static final Pattern RAW = Pattern.compile("\\d+ \\d+ \\d{4,} \\S.*");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{8} [0-9a-f]{8} [0-9a-f]{16} .*");

  /** Pid, CPU and time as they lie in memory, little numbers all of them. */
  private static final Pattern BIN = Pattern.compile("(?s).{0,15}\\x00.{0,15}type: \\d+.*");

  private static final Pattern NO_CONTEXT = Pattern.compile("[a-z]\\w+: \\w+=.*");

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
    String option = option(line);
    if (option != null) {
      return "in the format of options/" + option + "; record without: echo no" + option + OPTIONS;
    }
    if (NO_CONTEXT.matcher(line).matches()) {
      return "no task, CPU and time before the event; record with: echo context-info" + OPTIONS;
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
      return "no time before the event" + FIELDS;
    }
    if (NO_CPU.matcher(line).matches()) {
      return "no CPU before the time" + FIELDS;
    }
    if (NO_COMM.matcher(line).matches()) {
      return "no name of the task before its pid" + FIELDS;
    }
    if (GRAPH.matcher(line).matches()) {
      return "line of the function_graph tracer; expected events, recorded with:"
          + " echo nop > /sys/kernel/tracing/current_tracer";
    }
    return null;
  }

  /** Which option of the kernel makes lines like it; null for none that is known. */
  private static @Nullable String option(String line) {
    if (VERBOSE.matcher(line).matches()) {
      return "verbose";
    }
    if (HEX.matcher(line).matches()) {
      return "hex";
    }
    if (BIN.matcher(line).matches()) {
      return "bin";
    }
    return RAW.matcher(line).matches() ? "raw" : null;
  }
}
