// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import kasan.explain.internal.prefix.LogLine;

/** Remembers the last few lines, since kernels announce a fault before they speak of its shadow. */
final class Faults {
  private static final int KEPT = 12;
  private static final List<String> STARTS =
      List.of(
          "general protection fault", "Unable to handle kernel", "BUG: unable to handle", "Oops: ");

  private final Deque<LogLine> last = new ArrayDeque<>();

  /** Whether a line is the first one of a fault. */
  static boolean begins(String line) {
    if (line.isEmpty() || "gUBO".indexOf(line.charAt(0)) < 0) {
      return false;
    }
    for (String start : STARTS) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** Remembers a line if it announces a fault; forgets what is too far away. */
  void see(LogLine line) {
    if (begins(line.text())) {
      last.add(line);
      if (last.size() > KEPT) {
        last.remove();
      }
    }
  }

  /**
   * What was announced by a context shortly before a line, which is forgotten; empty for nothing.
   */
  String before(LogLine title) {
    for (Iterator<LogLine> lines = last.descendingIterator(); lines.hasNext(); ) {
      LogLine line = lines.next();
      if (title.number() - line.number() <= KEPT && line.context().equals(title.context())) {
        lines.remove();
        return line.text().strip();
      }
    }
    return "";
  }
}
