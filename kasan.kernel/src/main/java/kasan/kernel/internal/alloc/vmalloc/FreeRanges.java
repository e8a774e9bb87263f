// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

import kasan.kernel.internal.primitive.Ranges;

/**
 * Free addresses of a region, as ranges in ascending order; neighbours are one range. A request
 * gets the lowest address that fits (find_vmap_lowest_match).
 */
final class FreeRanges {
  private final Ranges free = new Ranges();

  /** All of {@code start} to {@code end} is free; addresses are unsigned. */
  FreeRanges(long start, long end) {
    free.add(start, end);
  }

  /**
   * Takes a range.
   *
   * @param align alignment of its start, a power of two
   * @return its start, or 0 when there is none
   */
  long take(long bytes, long align) {
    for (int i = 0; i < free.count(); i++) {
      long start = (free.start(i) + align - 1) & -align;
      long end = free.end(i);
      if (end - start >= bytes && Long.compareUnsigned(start, end) < 0) {
        free.cut(i, start, start + bytes);
        return start;
      }
    }
    return 0;
  }

  /** Gives a range back. */
  void give(long start, long end) {
    free.add(start, end);
  }

  /** Free bytes. */
  long bytes() {
    return free.total();
  }

  /** How many ranges there are. */
  int count() {
    return free.count();
  }
}
