// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/** Which caches share slabs on a kernel without KASAN (find_mergeable in mm/slab_common.c). */
final class CacheMerging {
  private CacheMerging() {}

  /**
   * Looks for a cache that objects of {@code spec} fit into without wasting a word: the one created
   * last.
   *
   * @return its number, or -1
   */
  static int find(Cache[] caches, int count, CacheSpec spec) {
    if (!mergeable(spec)) {
      return -1;
    }
    long align = SlabLayout.alignment(spec);
    long size = SlabLayout.roundUp(spec.objectBytes(), SlabRules.POINTER_BYTES);
    size = SlabLayout.roundUp(size, align);
    for (int i = count - 1; i >= 0; i--) {
      Cache cache = caches[i];
      long slot = cache.layout.slotBytes();
      if (mergeable(cache.spec)
          && size <= slot
          && spec.has(CacheFlag.RECLAIMABLE) == cache.spec.has(CacheFlag.RECLAIMABLE)
          && slot % align == 0
          && slot - size < SlabRules.POINTER_BYTES) {
        return i;
      }
    }
    return -1;
  }

  private static boolean mergeable(CacheSpec spec) {
    return !spec.has(CacheFlag.CONSTRUCTOR)
        && !spec.has(CacheFlag.TYPESAFE_BY_RCU)
        && !spec.has(CacheFlag.NO_MERGE);
  }
}
