// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.EnumSet;
import java.util.Set;

/**
 * The size classes of kmalloc: powers of two from 8 bytes to two pages, and 96 and 192 between
 * them. Classes are numbered by rising size, from 0.
 */
public final class KmallocSizes {
  private static final int MIN_SHIFT = 3;

  private final int[] sizes;

  /** Class by (bytes - 1) / 8 for up to 192 bytes, as size_index in mm/slab_common.c. */
  private final byte[] small = new byte[24];

  /** The classes of a kernel. */
  public KmallocSizes(SlabRules rules) {
    int maxShift = 63 - Long.numberOfLeadingZeros(rules.kmallocMaxCacheBytes());
    sizes = new int[maxShift - MIN_SHIFT + 1 + 2];
    int n = 0;
    for (int shift = MIN_SHIFT; shift <= maxShift; shift++) {
      sizes[n++] = 1 << shift;
      if (shift == 6 || shift == 7) {
        sizes[n++] = 3 << (shift - 1);
      }
    }
    for (int i = 0, k = 0; i < small.length; i++) {
      if (8 * (i + 1) > sizes[k]) {
        k++;
      }
      small[i] = (byte) k;
    }
  }

  /** How many classes there are. */
  public int count() {
    return sizes.length;
  }

  /** Size of a class in bytes. */
  public int bytes(int index) {
    return sizes[index];
  }

  /**
   * Class that serves a request.
   *
   * @return its number, or -1 for a request that goes to the page allocator
   */
  public int indexOf(long bytes) {
    if (bytes <= 8L * small.length) {
      return bytes == 0 ? 0 : small[(int) ((bytes - 1) >> 3)];
    }
    if (bytes > sizes[sizes.length - 1]) {
      return -1;
    }
    return 64 - Long.numberOfLeadingZeros(bytes - 1) - MIN_SHIFT + 2;
  }

  /**
   * The cache of a class; objects are aligned to the largest power of two that divides their size.
   *
   * @param reclaimable whether it is the class for reclaimable memory (kmalloc-rcl)
   */
  public CacheSpec spec(int index, boolean reclaimable) {
    int size = sizes[index];
    Set<CacheFlag> flags = EnumSet.of(CacheFlag.KMALLOC);
    if (reclaimable) {
      flags.add(CacheFlag.RECLAIMABLE);
    }
    String name = size < 1 << 10 ? Integer.toString(size) : (size >> 10) + "k";
    return new CacheSpec(
        (reclaimable ? "kmalloc-rcl-" : "kmalloc-") + name,
        size,
        Integer.lowestOneBit(size),
        flags);
  }
}
