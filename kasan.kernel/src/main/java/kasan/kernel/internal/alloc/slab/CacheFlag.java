// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/** What a cache was created with, as far as it shows in layout, grouping or life of its objects. */
public enum CacheFlag {
  /** Objects start at cache lines, as far as that does not waste (SLAB_HWCACHE_ALIGN). */
  HWCACHE_ALIGN,
  /** A constructor prepares objects once; they keep their contents while free. */
  CONSTRUCTOR,
  /** Freed objects stay readable for a grace period (SLAB_TYPESAFE_BY_RCU). */
  TYPESAFE_BY_RCU,
  /** The free pointer may overlay a field of the object although it is RCU-typesafe. */
  FREE_POINTER_INSIDE,
  /** Pages count as reclaimable and are grouped so (SLAB_RECLAIM_ACCOUNT). */
  RECLAIMABLE,
  /** Serves kmalloc. */
  KMALLOC,
  /** Never shares slabs with another cache (SLAB_NO_MERGE). */
  NO_MERGE
}
