// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.TraceLine;

/** A stack trace that is being read; keeps its first lines and counts the rest. */
final class Trace {
  /** More than any kernel prints of one stack. */
  static final int MAX_LINES = 256;

  private final List<TraceLine> lines = new ArrayList<>();
  private int leftOut;

  void add(TraceLine line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else {
      leftOut++;
    }
  }

  /** Whether lines are only counted from now on. */
  boolean isFull() {
    return lines.size() == MAX_LINES;
  }

  /** Counts a line that is not kept. */
  void leaveOut() {
    leftOut++;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The frame that was read last; null for none. */
  TraceLine.@org.jspecify.annotations.Nullable Frame last() {
    return !lines.isEmpty() && lines.get(lines.size() - 1) instanceof TraceLine.Frame frame
        ? frame
        : null;
  }

  void clear() {
    lines.clear();
    leftOut = 0;
  }

  int leftOut() {
    return leftOut;
  }

  StackTrace toStackTrace() {
    return new StackTrace(lines);
  }
}
