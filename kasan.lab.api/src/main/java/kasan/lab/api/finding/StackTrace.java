// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace, innermost frame first.
 *
 * @param lines frames, and the marks between them
 */
public record StackTrace(List<TraceLine> lines) {
  /** No trace: what the kernel calls "stack is not available". */
  public static final StackTrace EMPTY = new StackTrace(List.of());

  /** Copies the list. */
  public StackTrace {
    lines = List.copyOf(lines);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || other instanceof StackTrace trace && lines.equals(trace.lines);
  }

  @Override
  public int hashCode() {
    return lines.hashCode();
  }

  /** Whether there is no line. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The frames that the unwinder vouches for. */
  public List<TraceLine.Frame> reliableFrames() {
    List<TraceLine.Frame> frames = new ArrayList<>(lines.size());
    for (TraceLine line : lines) {
      if (line instanceof TraceLine.Frame frame && frame.reliable()) {
        frames.add(frame);
      }
    }
    return frames;
  }
}
