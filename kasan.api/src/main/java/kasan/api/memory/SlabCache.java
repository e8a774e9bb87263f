// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

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
    String name, long objectBytes, long slotBytes, boolean kmalloc, boolean typesafeByRcu) {}
