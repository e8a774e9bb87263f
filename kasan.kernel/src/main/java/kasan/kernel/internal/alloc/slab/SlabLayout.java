// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

/**
 * Where things lie in the slabs of one cache, as SLUB's calculate_sizes and generic KASAN's
 * kasan_cache_create decide in Linux 6.12 without slub_debug.
 *
 * <pre>
 * without KASAN   | object            | free pointer, if outside | alignment |
 * with KASAN      | object            | free pointer, if outside | alloc meta 16 | free meta 16,
 *                   if outside | rest of the redzone | alignment |
 * </pre>
 *
 * Free metadata lies in the freed object itself, unless the object must stay readable (RCU) or
 * keeps its contents (constructor); of an object smaller than 16 bytes it spills into the redzone.
 *
 * @param objectBytes what a caller may use
 * @param slotBytes distance from one object to the next
 * @param alignBytes alignment of objects
 * @param order log2 of the pages of a slab
 * @param minOrder log2 of the pages of the smallest slab, used when memory is short
 * @param objects in a slab of {@code order}
 * @param minObjects in a slab of {@code minOrder}
 * @param metadataBytes alloc and free metadata outside of the object; 0 without KASAN
 * @param quarantined whether freed objects go through the quarantine: with KASAN, when they have
 *     free metadata
 */
public record SlabLayout(
    int objectBytes,
    int slotBytes,
    int alignBytes,
    int order,
    int minOrder,
    int objects,
    int minObjects,
    int metadataBytes,
    boolean quarantined) {

  private static final long META_BYTES = 16;

  /** Largest objects with redzones of 16, 32, 64, ... bytes; larger ones have 2048. */
  private static final int[] REDZONE_LIMITS = {48, 96, 448, 3968, 16128, 32256, 64512};

  /** The layout of a cache on a kernel. */
  public static SlabLayout of(CacheSpec spec, SlabRules rules) {
    long object = spec.objectBytes();
    long size = bareBytes(spec);
    long metadata = 0;
    boolean freeMeta = false;
    if (rules.kasan()) {
      long bare = size;
      if (size + META_BYTES <= rules.kmallocMaxBytes()) {
        size += META_BYTES;
      }
      long withAllocMeta = size;
      if (spec.has(CacheFlag.CONSTRUCTOR) || spec.has(CacheFlag.TYPESAFE_BY_RCU)) {
        size += META_BYTES;
      } else if (object < META_BYTES) {
        size += META_BYTES - object;
      }
      freeMeta = size <= rules.kmallocMaxBytes();
      if (!freeMeta) {
        size = withAllocMeta;
      }
      metadata = size - bare;
      size = Math.max(size, Math.min(object + redzoneBytes(object), rules.kmallocMaxBytes()));
    }
    long align = Math.max(alignment(spec), rules.granuleBytes());
    size = roundUp(size, align);
    int order = rules.slabOrder(size);
    int minOrder = rules.orderFor(size);
    if (order > SlabRules.MAX_PAGE_ORDER) {
      throw new IllegalArgumentException(
          "cache " + spec.name() + ": objects of " + object + " bytes do not fit a slab");
    }
    return new SlabLayout(
        (int) object,
        (int) size,
        (int) align,
        order,
        minOrder,
        (int) rules.objectsIn(order, size),
        (int) rules.objectsIn(minOrder, size),
        (int) metadata,
        freeMeta);
  }

  /** Size of a slot of this cache on a kernel without KASAN. */
  static long slotBytesWithoutKasan(CacheSpec spec) {
    return roundUp(bareBytes(spec), alignment(spec));
  }

  /** Object and free pointer, if that may not overlay the object. */
  private static long bareBytes(CacheSpec spec) {
    long size = roundUp(spec.objectBytes(), SlabRules.POINTER_BYTES);
    boolean mustKeep =
        spec.has(CacheFlag.CONSTRUCTOR)
            || (spec.has(CacheFlag.TYPESAFE_BY_RCU) && !spec.has(CacheFlag.FREE_POINTER_INSIDE));
    return mustKeep ? size + SlabRules.POINTER_BYTES : size;
  }

  /** Redzone that generic KASAN wants behind an object (optimal_redzone in mm/kasan/generic.c). */
  static long redzoneBytes(long objectBytes) {
    int i = 0;
    while (i < REDZONE_LIMITS.length && objectBytes > REDZONE_LIMITS[i]) {
      i++;
    }
    return 16L << i;
  }

  /** Alignment of objects (calculate_alignment). */
  static long alignment(CacheSpec spec) {
    long align = Math.max(spec.alignBytes(), SlabRules.POINTER_BYTES);
    if (spec.has(CacheFlag.HWCACHE_ALIGN)) {
      long line = SlabRules.CACHE_LINE_BYTES;
      while (spec.objectBytes() <= line / 2) {
        line /= 2;
      }
      align = Math.max(align, line);
    }
    return align;
  }

  static long roundUp(long value, long powerOfTwo) {
    return (value + powerOfTwo - 1) & -powerOfTwo;
  }
}
