// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * Figures that Linux derives from the size of memory: how much it wants free, and how much each CPU
 * may keep on lists of its own.
 */
final class Watermarks {
  private static final long MIN_FREE_KB_LEAST = 128;
  private static final long MIN_FREE_KB_MOST = 262144;
  private static final long SCALE_FACTOR = 10;

  /** lowmem_reserve_ratio of DMA, DMA32 and Normal. */
  private static final int[] RESERVE_RATIOS = {256, 256, 32};

  private static final int HIGH_FRACTION = 8;
  private static final long BATCH_MOST_BYTES = 1L << 20;

  private Watermarks() {}

  /** min_free_kbytes of a machine without huge pages: 4 times the square root of its kB. */
  static long minFreeKb(long managedKb) {
    long root = (long) Math.sqrt((double) (managedKb * 16));
    return Math.min(Math.max(root, MIN_FREE_KB_LEAST), MIN_FREE_KB_MOST);
  }

  /** A zone's share of the minimum, in pages. */
  static long min(long minFreePages, long zoneManaged, long allManaged) {
    return allManaged == 0 ? 0 : minFreePages * zoneManaged / allManaged;
  }

  /** Distance from min to low, and from low to high, in pages. */
  static long step(long min, long zoneManaged) {
    return Math.max(min >> 2, zoneManaged * SCALE_FACTOR / 10000);
  }

  /** What zone {@code zone} keeps from allocations that could use higher zones too, in pages. */
  static long reserve(int zone, long managedAbove) {
    return managedAbove / RESERVE_RATIOS[zone];
  }

  /** Pages that a CPU's list is filled with or drained by at once (zone_batchsize). */
  static int batch(long zoneManaged, int pageShift) {
    long batch = Math.min(zoneManaged >> 10, BATCH_MOST_BYTES >> pageShift) / 4;
    batch = Math.max(batch, 1);
    return (int) Math.max(1, Long.highestOneBit(batch + batch / 2) - 1);
  }

  /** Least number of pages to which a CPU's list is allowed to grow (zone_highsize). */
  static int cpuListLeast(long lowWatermark, int cpus, int batch) {
    return (int) Math.max(lowWatermark / cpus, 4L * batch);
  }

  /** Largest number of pages to which a CPU's list is allowed to grow. */
  static int cpuListMost(long zoneManaged, int cpus, int batch) {
    return (int) Math.max(zoneManaged / HIGH_FRACTION / cpus, 4L * batch);
  }
}
