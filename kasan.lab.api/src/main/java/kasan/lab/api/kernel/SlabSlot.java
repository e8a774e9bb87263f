// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * The place of an object in a slab, whether one is there or not.
 *
 * @param start first byte of the object
 * @param cache name of its cache
 * @param objectBytes what a caller may use of an object (object_size)
 */
public record SlabSlot(long start, String cache, long objectBytes) {}
