// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/**
 * Hears of slabs and objects, in the order of {@link kasan.api.scheme.Shadow}: the pages of a slab
 * were announced as allocated before, and are announced as freed after. Caches have the numbers
 * that {@link SlabAllocator#create} gave them.
 */
public interface SlabListener {
  /**
   * Pages became a slab.
   *
   * @return false to refuse it for want of memory; the pages are freed then
   */
  boolean slabAllocated(int cpu, int pfn, int order, int cache);

  /** A slab is empty and given up. */
  void slabFreed(int cpu, int pfn, int order);

  /** An object was handed out. */
  void objectAllocated(int cpu, long address, long requestedBytes, int cache);

  /** An object was freed; {@code quarantined} says whether it is held back for a while. */
  void objectFreed(int cpu, long address, int cache, boolean quarantined);

  /** A quarantined object went back to its slab. */
  void objectReleased(int cpu, long address, int cache);

  /**
   * Pages became a kmalloc that is too large for any cache.
   *
   * @return false to refuse it for want of memory; the pages are freed then
   */
  boolean largeAllocated(int cpu, int pfn, int order, long requestedBytes);

  /** A large kmalloc is given up. */
  void largeFreed(int cpu, int pfn, int order);
}
