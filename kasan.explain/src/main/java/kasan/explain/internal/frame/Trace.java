// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.TraceLine;
import org.jspecify.annotations.Nullable;

/** A stack trace that is being read; keeps its first lines and counts the rest. */
public final class Trace {
  /** More than any kernel prints of one stack. */
  public static final int MAX_LINES = 256;

  private final List<TraceLine> lines = new ArrayList<>();
  private int leftOut;

  public void add(TraceLine line) {
    if (lines.size() < MAX_LINES) {
      lines.add(line);
    } else {
      leftOut++;
    }
  }

  /** Whether lines are only counted from now on. */
  public boolean isFull() {
    return lines.size() == MAX_LINES;
  }

  /** Counts lines that are not kept. */
  public void leaveOut(int frames) {
    leftOut += frames;
  }

  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The frame that was read last; null for none. */
  public TraceLine.@Nullable Frame last() {
    return !lines.isEmpty() && lines.get(lines.size() - 1) instanceof TraceLine.Frame frame
        ? frame
        : null;
  }

  public void clear() {
    lines.clear();
    leftOut = 0;
  }

  public int leftOut() {
    return leftOut;
  }

  public StackTrace toStackTrace() {
    return new StackTrace(lines);
  }
}
