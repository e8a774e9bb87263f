// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import kasan.workload.internal.events.LineBytes;
import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a file make of it.
 *
 * @param dialect who wrote it; null when it is no trace that we know
 * @param sureness 1 to 100; 0 without dialect
 * @param doubt what speaks against a trace, with the line
 * @param prefix what stands in front of every line; null for nothing
 */
public record TraceHead(
    @Nullable Dialect dialect, int sureness, String doubt, @Nullable LinePrefix prefix) {
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
    TraceHead plain = plain(head);
    LinePrefix prefix = plain.dialect == null ? LinePrefix.of(head) : null;
    TraceHead behind = prefix == null ? plain : plain(prefix.cut(head));
    return behind.dialect == null
        ? plain
        : new TraceHead(behind.dialect, behind.sureness, behind.doubt, prefix);
  }

  private static TraceHead plain(byte[] head) {
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
      return new TraceHead(Dialect.TRACEFS, SURE, "", null);
    }
    if (LineBytes.starts(CPUS, b, start, end) || LineBytes.starts(VERSION, b, start, end)) {
      return new TraceHead(Dialect.TRACE_CMD, SURE, "", null);
    }
    if (start == end
        || b[start] == '#'
        || LineBytes.starts(CPU, b, start, end)
        || Remarks.aroundDump(b, start, end)) {
      return null;
    }
    LineHeader dashed = new LineHeader(Dialect.TRACEFS);
    if (dashed.parse(b, start, end)) {
      boolean tracefs = dashed.flags && (dashed.bracketed || dashed.sinceStart);
      return new TraceHead(tracefs ? Dialect.TRACEFS : Dialect.TRACE_CMD, LIKELY, "", null);
    }
    if (new LineHeader(Dialect.PERF).parse(b, start, end)) {
      return new TraceHead(Dialect.PERF, LIKELY, "", null);
    }
    String known = LineDoubt.why(b, start, end);
    if (known == null && StackLines.line(b, start, end)) {
      return null; // the file begins within a stack
    }
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
    return new TraceHead(null, 0, doubt, null);
  }
}
