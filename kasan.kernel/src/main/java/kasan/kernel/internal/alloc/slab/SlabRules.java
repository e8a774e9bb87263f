// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/**
 * What decides how every cache of a kernel is laid out.
 *
 * @param pageShift log2 of the page size
 * @param cpus present CPUs: more of them want more objects in a slab
 * @param kasan whether objects carry the redzone and metadata of generic KASAN
 * @param merge whether like caches share slabs; KASAN forbids it
 * @param cpuPartial whether CPUs keep partial slabs of their own (CONFIG_SLUB_CPU_PARTIAL)
 * @param granuleBytes what every object is aligned to at least, so that no granule of a shadow
 *     holds two of them (ARCH_SLAB_MINALIGN)
 */
public record SlabRules(
    int pageShift, int cpus, boolean kasan, boolean merge, boolean cpuPartial, long granuleBytes) {
  /** Rules for a granule that needs no alignment of its own. */
  public SlabRules(int pageShift, int cpus, boolean kasan, boolean merge) {
    this(pageShift, cpus, kasan, merge, true, 1);
  }

  /** Highest order that SLUB chooses to have many objects in a slab (slub_max_order). */
  static final int MAX_CHOSEN_ORDER = 3;

  /** Highest order of the page allocator (MAX_PAGE_ORDER). */
  static final int MAX_PAGE_ORDER = 10;

  /** Objects that a slab can count (MAX_OBJS_PER_PAGE). */
  static final int MAX_OBJECTS = 32767;

  static final long POINTER_BYTES = 8;
  static final long CACHE_LINE_BYTES = 64;

  /** Whether the kernel was built with KASAN in any mode. */
  boolean anyKasan() {
    return kasan || granuleBytes > 1;
  }

  /** Largest kmalloc (KMALLOC_MAX_SIZE). */
  long kmallocMaxBytes() {
    return 1L << (MAX_PAGE_ORDER + pageShift);
  }

  /** Largest kmalloc that a cache serves (KMALLOC_MAX_CACHE_SIZE). */
  public long kmallocMaxCacheBytes() {
    return 2L << pageShift;
  }

  /** Smallest order that holds {@code bytes} (get_order). */
  public int orderFor(long bytes) {
    return 64 - Long.numberOfLeadingZeros((Math.max(bytes, 1) - 1) >> pageShift);
  }

  /**
   * Order of slabs for slots of this size (calculate_order): as many objects as the number of CPUs
   * wants, and little enough waste behind the last.
   */
  int slabOrder(long slotBytes) {
    int wanted = 4 * (32 - Integer.numberOfLeadingZeros(cpus) + 1);
    long most = Math.max(objectsIn(MAX_CHOSEN_ORDER, slotBytes), 1);
    int minOrder = orderFor(Math.min(wanted, most) * slotBytes);
    if (objectsIn(minOrder, slotBytes) > MAX_OBJECTS) {
      return orderFor(slotBytes * MAX_OBJECTS) - 1;
    }
    for (int fraction = 16; fraction > 1; fraction /= 2) {
      for (int order = minOrder; order <= MAX_CHOSEN_ORDER; order++) {
        long slabBytes = 1L << (pageShift + order);
        if (slabBytes % slotBytes <= slabBytes / fraction) {
          return order;
        }
      }
    }
    return orderFor(slotBytes);
  }

  /** Slots of this size in a slab of this order. */
  long objectsIn(int order, long slotBytes) {
    return (1L << (pageShift + order)) / slotBytes;
  }
}
