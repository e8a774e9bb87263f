// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.primitive;

import java.util.Arrays;

/** Ranges of unsigned numbers that do not overlap, ascending; those that touch are one range. */
public final class Ranges {
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private int count;

  /** How many ranges there are. */
  public int count() {
    return count;
  }

  /** First number of a range. */
  public long start(int index) {
    return starts[index];
  }

  /** Number behind the last one of a range. */
  public long end(int index) {
    return ends[index];
  }

  /** How many numbers all ranges hold. */
  public long total() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += ends[i] - starts[i];
    }
    return sum;
  }

  /**
   * Adds a range.
   *
   * @throws IllegalArgumentException if some of it is there already
   */
  public void add(long start, long end) {
    int at = firstAfter(start);
    if ((at > 0 && Long.compareUnsigned(ends[at - 1], start) > 0)
        || (at < count && Long.compareUnsigned(starts[at], end) < 0)) {
      throw new IllegalArgumentException(start + " to " + end + " is there in part");
    }
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

  /**
   * Takes part of a range out.
   *
   * @param index of the range
   * @return how many ranges remain of it: 0, 1 or 2
   */
  public int cut(int index, long from, long to) {
    boolean left = starts[index] != from;
    boolean right = ends[index] != to;
    if (left && right) {
      long end = ends[index];
      ends[index] = from;
      insert(index + 1, to, end);
      return 2;
    }
    if (left) {
      ends[index] = from;
    } else if (right) {
      starts[index] = to;
    } else {
      remove(index);
      return 0;
    }
    return 1;
  }

  /** Index of the first range that starts behind a number. */
  private int firstAfter(long number) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(starts[middle], number) > 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
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
