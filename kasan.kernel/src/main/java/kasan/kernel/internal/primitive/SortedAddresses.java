// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.primitive;

/** Looks into addresses that are sorted, as unsigned numbers. */
public final class SortedAddresses {
  private SortedAddresses() {}

  /**
   * Index of the first of them that lies above an address.
   *
   * @param size how many of the array count
   */
  public static int after(long[] sorted, int size, long address) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sorted[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
