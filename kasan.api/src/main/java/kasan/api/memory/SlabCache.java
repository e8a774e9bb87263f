// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

import org.jspecify.annotations.Nullable;

/**
 * One slab cache (kmem_cache) as laid out on the kernel that runs.
 *
 * @param name as in /proc/slabinfo; a size class such as {@code kmalloc-64} where the kernel gave
 *     no name
 * @param objectBytes what a caller may use of an object (object_size)
 * @param slotBytes distance from one object to the next: object, metadata, redzone, alignment
 * @param kmalloc whether it serves kmalloc, so that the requested size may be smaller than {@code
 *     objectBytes}
 * @param typesafeByRcu whether a freed object stays readable until a grace period ends
 *     (SLAB_TYPESAFE_BY_RCU)
 */
public record SlabCache(
    String name, long objectBytes, long slotBytes, boolean kmalloc, boolean typesafeByRcu) {

  // Spelt out, since those of a record are put together at their first use: ten milliseconds of a
  // short run.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SlabCache cache
        && name.equals(cache.name)
        && objectBytes == cache.objectBytes
        && slotBytes == cache.slotBytes
        && kmalloc == cache.kmalloc
        && typesafeByRcu == cache.typesafeByRcu;
  }

  @Override
  public int hashCode() {
    int hash = name.hashCode();
    hash = 31 * hash + Long.hashCode(objectBytes);
    hash = 31 * hash + Long.hashCode(slotBytes);
    return 31 * hash + (kmalloc ? 1 : 0) + (typesafeByRcu ? 2 : 0);
  }
}
