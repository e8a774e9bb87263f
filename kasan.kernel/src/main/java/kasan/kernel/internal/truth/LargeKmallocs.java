// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.scheme.KernelTruth.LargeVisitor;
import kasan.kernel.internal.primitive.LongMap;

/** kmallocs that are too large for any cache, by first page. */
public final class LargeKmallocs {
  /** No large kmalloc starts here. */
  public static final long NONE = LongMap.NONE;

  private static final int ORDER_BITS = 6;

  private final LongMap byPfn = new LongMap(64);

  /** Records one. */
  public void add(long pfn, int order, long requestedBytes) {
    byPfn.put(pfn + 1, requestedBytes << ORDER_BITS | order);
  }

  /** Forgets one; returns whether there was one. */
  public boolean remove(long pfn) {
    return byPfn.remove(pfn + 1) != LongMap.NONE;
  }

  /** Size asked for by the one that starts at a page, or {@link #NONE}. */
  public long requestedBytes(long pfn) {
    long packed = byPfn.get(pfn + 1);
    return packed == LongMap.NONE ? NONE : packed >> ORDER_BITS;
  }

  /** How many there are. */
  public int size() {
    return byPfn.size();
  }

  /** Visits them by ascending pfn. */
  public void forEach(LargeVisitor visitor) {
    for (long key : byPfn.sortedKeys()) {
      long packed = byPfn.get(key);
      visitor.large(key - 1, (int) packed & (1 << ORDER_BITS) - 1, packed >> ORDER_BITS);
    }
  }
}
