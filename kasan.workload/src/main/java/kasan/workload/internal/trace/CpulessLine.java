// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/**
 * A line of perf script without a CPU: of an event other than a tracepoint, whose samples have none
 * unless it is asked for.
 */
final class CpulessLine {
  private static final int LOOKED_AT = 300;
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\S.{0,15}?\\s+-?\\d+(?:/-?\\d+)?\\s+\\d+\\.\\d+:\\s+(?:\\d+\\s+)?([\\w-]+:)?([\\w-]+):(?:\\s|$)");

  private CpulessLine() {}

  /** Counts a line, if it is one of an event that tells nothing about memory. */
  static boolean take(byte[] b, int start, int end, Tally tally) {
    Matcher line = LINE.matcher(new String(b, start, Math.min(end - start, LOOKED_AT), US_ASCII));
    if (!line.lookingAt() || TraceEvent.of(line.group(2)) != TraceEvent.OTHER) {
      return false;
    }
    tally.other(line.group(1) == null ? line.group(2) : line.group(1) + line.group(2), 1);
    return true;
  }
}
