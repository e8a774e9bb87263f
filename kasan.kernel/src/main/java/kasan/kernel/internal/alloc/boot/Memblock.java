// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.memory.PfnRange;

/**
 * The allocator of early boot: a sorted list of free ranges of page frames, from which runs are cut
 * at the highest address that fits, as the kernel does where it can.
 */
public final class Memblock {
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int ranges;
  private long freePages;

  /** All of {@code ram} is free; ranges ascend and do not overlap. */
  public Memblock(List<PfnRange> ram) {
    for (PfnRange range : ram) {
      insert(ranges, range.first(), range.end());
    }
  }

  /** Pages that nobody has reserved or taken. */
  public long freePages() {
    return freePages;
  }

  /** What is free, ascending; neighbours are merged. */
  public List<PfnRange> free() {
    var list = new ArrayList<PfnRange>(ranges);
    for (int i = 0; i < ranges; i++) {
      list.add(new PfnRange(starts[i], ends[i]));
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
    for (int i = 0; i < ranges; i++) {
      long from = Math.max(start, starts[i]);
      long to = Math.min(end, ends[i]);
      if (from < to) {
        taken += to - from;
        if (cut(i, from, to) == 0) {
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
    for (int i = ranges - 1; i >= 0; i--) {
      long start = (Math.min(ends[i], limit) - pages) & -alignPages;
      if (start >= starts[i]) {
        cut(i, start, start + pages);
        return start;
      }
    }
    return -1;
  }

  /** Gives a run back that was reserved or taken. */
  public void release(long start, long pages) {
    int at = Arrays.binarySearch(starts, 0, ranges, start);
    if (at >= 0) {
      throw new IllegalArgumentException("pfn " + start + " is free");
    }
    at = -at - 1;
    long end = start + pages;
    if ((at > 0 && ends[at - 1] > start) || (at < ranges && starts[at] < end)) {
      throw new IllegalArgumentException("pfns " + start + " to " + end + " are partly free");
    }
    boolean left = at > 0 && ends[at - 1] == start;
    boolean right = at < ranges && starts[at] == end;
    if (left && right) {
      ends[at - 1] = ends[at];
      remove(at);
    } else if (left) {
      ends[at - 1] = end;
    } else if (right) {
      starts[at] = start;
    } else {
      insert(at, start, end);
      return;
    }
    freePages += pages;
  }

  /**
   * Cuts {@code from} to {@code to} out of range {@code i}; returns how many ranges remain of it.
   */
  private int cut(int i, long from, long to) {
    freePages -= to - from;
    boolean left = starts[i] < from;
    boolean right = to < ends[i];
    if (left && right) {
      long end = ends[i];
      ends[i] = from;
      freePages -= end - to;
      insert(i + 1, to, end);
      return 2;
    }
    if (left) {
      ends[i] = from;
    } else if (right) {
      starts[i] = to;
    } else {
      remove(i);
      return 0;
    }
    return 1;
  }

  private void insert(int at, long start, long end) {
    if (ranges == starts.length) {
      starts = Arrays.copyOf(starts, 2 * ranges);
      ends = Arrays.copyOf(ends, 2 * ranges);
    }
    System.arraycopy(starts, at, starts, at + 1, ranges - at);
    System.arraycopy(ends, at, ends, at + 1, ranges - at);
    starts[at] = start;
    ends[at] = end;
    ranges++;
    freePages += end - start;
  }

  private void remove(int at) {
    System.arraycopy(starts, at + 1, starts, at, ranges - at - 1);
    System.arraycopy(ends, at + 1, ends, at, ranges - at - 1);
    ranges--;
  }
}
