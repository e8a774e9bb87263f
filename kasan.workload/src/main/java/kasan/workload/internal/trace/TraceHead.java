// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a file make of it.
 *
 * @param dialect who wrote it; null when it is no trace that we know
 * @param sureness 1 to 100; 0 without dialect
 * @param doubt what speaks against a trace, with the line
 */
public record TraceHead(@Nullable Dialect dialect, int sureness, String doubt) {
  /** How many first bytes to look at. */
  public static final int BYTES = 1 << 16;

  /** Room behind the bytes, so that looking ahead needs no test. */
  private static final int SLACK = 8;

  private static final int SURE = 95;
  private static final int LIKELY = 60;
  private static final byte[] TRACER = "# tracer:".getBytes(US_ASCII);
  private static final byte[] CPUS = "cpus=".getBytes(US_ASCII);
  private static final byte[] VERSION = "version = ".getBytes(US_ASCII);
  private static final byte[] CPU = "CPU".getBytes(US_ASCII);

  /** Looks at first bytes; the last of them may be half a line. */
  public static TraceHead of(byte[] head) {
    byte[] b = Arrays.copyOf(head, head.length + SLACK);
    int start = LineBytes.starts(TraceText.BOM, b, 0, head.length) ? TraceText.BOM.length : 0;
    int number = 0;
    for (int end = start; end < head.length; end++) {
      if (b[end] != '\n') {
        continue;
      }
      number++;
      int last = end > start && b[end - 1] == '\r' ? end - 1 : end;
      TraceHead found = line(b, start, last, number);
      if (found != null) {
        return found;
      }
      start = end + 1;
    }
    if (start < head.length) { // one long line, or a short one without its end
      b[head.length] = '\n';
      TraceHead found = line(b, start, head.length, number + 1);
      if (found != null) {
        return found;
      }
    }
    return none("no line of a trace in it");
  }

  private static @Nullable TraceHead line(byte[] b, int start, int end, int number) {
    if (LineBytes.starts(TRACER, b, start, end)) {
      return new TraceHead(Dialect.TRACEFS, SURE, "");
    }
    if (LineBytes.starts(CPUS, b, start, end) || LineBytes.starts(VERSION, b, start, end)) {
      return new TraceHead(Dialect.TRACE_CMD, SURE, "");
    }
    if (start == end || b[start] == '#' || LineBytes.starts(CPU, b, start, end)) {
      return null;
    }
    LineHeader dashed = new LineHeader(Dialect.TRACEFS);
    if (dashed.parse(b, start, end)) {
      boolean tracefs = dashed.flags && dashed.bracketed;
      return new TraceHead(tracefs ? Dialect.TRACEFS : Dialect.TRACE_CMD, LIKELY, "");
    }
    if (new LineHeader(Dialect.PERF).parse(b, start, end)) {
      return new TraceHead(Dialect.PERF, LIKELY, "");
    }
    if (StackLines.line(b, start, end)) {
      return null; // the file begins within a stack
    }
    String known = LineDoubt.why(b, start, end);
    if (known != null) {
      return none("line " + number + ": " + known);
    }
    return none(
        "line "
            + number
            + ": expected a line of a trace, such as 'TASK-PID [CPU] SECONDS.MICROS: EVENT: FIELDS',"
            + " found '"
            + LinePlace.shown(b, start, end)
            + "'");
  }

  private static TraceHead none(String doubt) {
    return new TraceHead(null, 0, doubt);
  }
}
