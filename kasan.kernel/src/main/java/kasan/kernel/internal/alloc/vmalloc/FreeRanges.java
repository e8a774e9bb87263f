// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

import java.util.Arrays;

/**
 * Free addresses of a region, as ranges in ascending order; neighbours are one range. A request
 * gets the lowest address that fits (find_vmap_lowest_match).
 */
final class FreeRanges {
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int count;

  /** All of {@code start} to {@code end} is free; addresses are unsigned. */
  FreeRanges(long start, long end) {
    insert(0, start, end);
  }

  /**
   * Takes a range.
   *
   * @param align alignment of its start, a power of two
   * @return its start, or 0 when there is none
   */
  long take(long bytes, long align) {
    for (int i = 0; i < count; i++) {
      long start = (starts[i] + align - 1) & -align;
      long room = ends[i] - start;
      if (room >= bytes && Long.compareUnsigned(start, ends[i]) < 0) {
        cut(i, start, start + bytes);
        return start;
      }
    }
    return 0;
  }

  /** Gives a range back. */
  void give(long start, long end) {
    int at = firstAfter(start);
    boolean left = at > 0 && ends[at - 1] == start;
    boolean right = at < count && starts[at] == end;
    if (left && right) {
      ends[at - 1] = ends[at];
      remove(at);
    } else if (left) {
      ends[at - 1] = end;
    } else if (right) {
      starts[at] = start;
    } else {
      insert(at, start, end);
    }
  }

  /** Free bytes. */
  long bytes() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += ends[i] - starts[i];
    }
    return sum;
  }

  /** How many ranges there are. */
  int count() {
    return count;
  }

  private int firstAfter(long address) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(starts[middle], address) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void cut(int i, long from, long to) {
    boolean left = starts[i] != from;
    boolean right = ends[i] != to;
    if (left && right) {
      long end = ends[i];
      ends[i] = from;
      insert(i + 1, to, end);
    } else if (left) {
      ends[i] = from;
    } else if (right) {
      starts[i] = to;
    } else {
      remove(i);
    }
  }

  private void insert(int at, long start, long end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(starts, at, starts, at + 1, count - at);
    System.arraycopy(ends, at, ends, at + 1, count - at);
    starts[at] = start;
    ends[at] = end;
    count++;
  }

  private void remove(int at) {
    System.arraycopy(starts, at + 1, starts, at, count - at - 1);
    System.arraycopy(ends, at + 1, ends, at, count - at - 1);
    count--;
  }
}
