// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import kasan.api.memory.FrameUse;

/**
 * Frames above the last one that a machine has, for kernels whose own frames are all spoken for by
 * a recording.
 *
 * <p>Single frames that were given back are handed out again, last one first; longer runs are
 * reused whole by takers of the same size. Deterministic.
 */
public final class SidePool implements FrameSource {
  private final long limitPfn;
  private long nextPfn;
  private long[] singles = new long[64];
  private int singleCount;
  private final ArrayDeque<Run> runs = new ArrayDeque<>();

  private record Run(long firstPfn, long frames) {}

  /**
   * @param firstPfn the lowest pfn to hand out
   * @param frames how many there are; {@link Long#MAX_VALUE} for no limit
   */
  public SidePool(long firstPfn, long frames) {
    nextPfn = firstPfn;
    limitPfn = frames > Long.MAX_VALUE - firstPfn ? Long.MAX_VALUE : firstPfn + frames;
  }

  @Override
  public long take(long frames, FrameUse use) {
    if (frames == 1 && singleCount > 0) {
      return singles[--singleCount];
    }
    if (!runs.isEmpty()) {
      for (Iterator<Run> each = runs.iterator(); each.hasNext(); ) {
        Run run = each.next();
        if (run.frames == frames && (run.firstPfn & (frames - 1)) == 0) {
          each.remove();
          return run.firstPfn;
        }
      }
    }
    long first = (nextPfn + frames - 1) & -frames;
    if (first > limitPfn - frames) {
      return NONE;
    }
    for (long pfn = nextPfn; pfn < first && frames <= 1 << 9; pfn++) {
      push(pfn);
    }
    nextPfn = first + frames;
    return first;
  }

  @Override
  public void give(long firstPfn, long frames) {
    if (frames == 1) {
      push(firstPfn);
    } else {
      runs.push(new Run(firstPfn, frames));
    }
  }

  private void push(long pfn) {
    if (singleCount == singles.length) {
      singles = Arrays.copyOf(singles, singleCount * 2);
    }
    singles[singleCount++] = pfn;
  }
}
