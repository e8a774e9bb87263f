// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * A line of /proc/slabinfo.
 *
 * @param name of the cache
 * @param activeObjects handed out
 * @param objects that the slabs have room for
 * @param objectBytes slot size as slabinfo prints it
 * @param objectsPerSlab objects in one slab
 * @param pagesPerSlab pages of one slab
 * @param slabs how many slabs
 */
public record SlabInfo(
    String name,
    long activeObjects,
    long objects,
    long objectBytes,
    long objectsPerSlab,
    long pagesPerSlab,
    long slabs) {}
