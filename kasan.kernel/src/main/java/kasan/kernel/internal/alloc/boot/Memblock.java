// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.primitive.Ranges;

/**
 * The allocator of early boot: a sorted list of free ranges of page frames, from which runs are cut
 * at the highest address that fits, as the kernel does where it can.
 */
public final class Memblock {
  private final Ranges free = new Ranges();

  /** All of {@code ram} is free; ranges do not overlap. */
  public Memblock(List<PfnRange> ram) {
    for (PfnRange range : ram) {
      free.add(range.first(), range.end());
    }
  }

  /** Pages that nobody has reserved or taken. */
  public long freePages() {
    return free.total();
  }

  /** What is free, ascending; neighbours are merged. */
  public List<PfnRange> free() {
    var list = new ArrayList<PfnRange>(free.count());
    for (int i = 0; i < free.count(); i++) {
      list.add(new PfnRange(free.start(i), free.end(i)));
    }
    return list;
  }

  /**
   * Takes what is free of {@code start} to {@code end} out.
   *
   * @return how many pages that were
   */
  public long reserve(long start, long end) {
    long taken = 0;
    for (int i = 0; i < free.count(); i++) {
      long from = Math.max(start, free.start(i));
      long to = Math.min(end, free.end(i));
      if (from < to) {
        taken += to - from;
        if (free.cut(i, from, to) == 0) {
          i--;
        }
      }
    }
    return taken;
  }

  /**
   * Takes a run from as high up as possible.
   *
   * @param pages length of the run
   * @param alignPages alignment of its start, a power of two
   * @param limit the run ends at or below this pfn
   * @return its first pfn, or -1 when there is none
   */
  public long takeBelow(long pages, long alignPages, long limit) {
    for (int i = free.count() - 1; i >= 0; i--) {
      long start = (Math.min(free.end(i), limit) - pages) & -alignPages;
      if (start >= free.start(i)) {
        free.cut(i, start, start + pages);
        return start;
      }
    }
    return -1;
  }

  /** Gives a run back that was reserved or taken. */
  public void release(long start, long pages) {
    free.add(start, start + pages);
  }
}
