// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.memory.PfnRange;

/**
 * RAM while a kernel boots: what is reserved and allocated before the page allocator stands. The
 * shadow that the kernel boots with takes its frames from here, too; {@link #free()} goes to the
 * page allocator then.
 *
 * <p>MemTotal is what is free in the end: MemTotal = RAM - the sum of the breakdown - what the
 * shadow took. Linux takes stack depot, hash tables and bounce buffers after the shadow, which
 * changes their places, not their sizes.
 */
public final class BootMemory {
  private static final long TABLE_ENTRY_BYTES = 8;

  /** A slot of bounce buffer (IO_TLB_SIZE), and its entry in the slot table. */
  private static final long SWIOTLB_SLOT_BYTES = 2048;

  private static final long SWIOTLB_ENTRY_BYTES = 24;

  private final BootProfile profile;
  private final Instrumentation instrumentation;
  private final int cpus;
  private final int pageShift;
  private final long leafPages;
  private final long ramBytes;
  private final List<PfnRange> ram;
  private final Memblock memblock;
  private final long[] pages = new long[BootItem.values().length];

  /**
   * Boots up to the point where shadow is allocated.
   *
   * @param leafShift log2 of the size of a large page
   * @throws BadInputException when RAM is too small for the kernel
   */
  public BootMemory(
      BootProfile profile,
      Instrumentation instrumentation,
      long ramBytes,
      int cpus,
      int pageShift,
      int leafShift) {
    this.profile = profile;
    this.instrumentation = instrumentation;
    this.cpus = cpus;
    this.pageShift = pageShift;
    this.ramBytes = ramBytes;
    leafPages = 1L << (leafShift - pageShift);
    ImageSizes image = profile.image(instrumentation);
    long imagePages =
        ImageSizes.roundUp(image.spanKb(1L << (leafShift - 10)), 1) >> (pageShift - 10);
    long imageStart = profile.map().rule().imageStartBytes() >> pageShift;
    long lowEnd = profile.map().lowEndBytes(ramBytes);
    if (lowEnd - (profile.map().firmwareKb() << 10) < (imageStart + imagePages) << pageShift) {
      throw tooSmall();
    }
    ram = profile.map().systemRam(ramBytes, pageShift);
    memblock = new Memblock(ram);
    reserve(BootItem.LOW_MEMORY, 0, profile.map().firstMibBytes() >> pageShift);
    reserve(BootItem.IMAGE, imageStart, imageStart + imagePages);
    take(BootItem.STRUCT_PAGES, sections() * structPagesOfSection(), leafPages);
    if (profile.linearMapInPages()) {
      take(BootItem.LINEAR_MAP, pagesOf((ramBytes >> pageShift) * TABLE_ENTRY_BYTES), 1);
    }
    long kernelPages = memblock.freePages();
    takePerCpuAndOther();
    if (instrumentation != Instrumentation.NONE) {
      take(BootItem.STACK_DEPOT, pagesOfKb(profile.stackDepotKb()), 1);
    }
    for (HashTable table : BootProfile.HASH_TABLES) {
      take(BootItem.HASH_TABLES, pagesOf(table.bytes(kernelPages, pageShift)), 1);
    }
    if (profile.map().reachesAbove4Gib(ramBytes) && profile.swiotlbMib() > 0) {
      takeSwiotlb(profile.swiotlbMib() << 20);
    }
    freeInit(imageStart + imagePages, imagePages - pagesOfKb(image.residentKb()));
  }

  private void takePerCpuAndOther() {
    boolean kasan = instrumentation != Instrumentation.NONE;
    long perCpuKb =
        profile.perCpuKb() + profile.perCpuStackKb(kasan) - profile.perCpuStackKb(false);
    take(BootItem.PER_CPU, pagesOfKb(perCpuKb) * cpus, 1);
    long otherKb = profile.otherKb() + (kasan ? profile.otherKasanKb() : 0);
    if (profile.map().reachesAbove4Gib(ramBytes)) {
      otherKb += profile.otherHighKb();
    }
    take(BootItem.OTHER, pagesOfKb(otherKb), 1);
  }

  private void takeSwiotlb(long bytes) {
    takeBelow(BootItem.SWIOTLB, pagesOf(bytes), 1, profile.map().dma32Bytes() >> pageShift);
    take(BootItem.SWIOTLB, pagesOf(bytes / SWIOTLB_SLOT_BYTES * SWIOTLB_ENTRY_BYTES), 1);
  }

  private void freeInit(long imageEnd, long initPages) {
    memblock.release(imageEnd - initPages, initPages);
    pages[BootItem.IMAGE.ordinal()] -= initPages;
  }

  /**
   * Takes a run of frames for the shadow that the kernel boots with.
   *
   * @return first pfn, or -1 when there is no such run
   */
  public long takeForShadow(long count, long alignPages) {
    return memblock.takeBelow(count, alignPages, Long.MAX_VALUE);
  }

  /** Gives frames back that {@link #takeForShadow} took. */
  public void giveBack(long pfn, long count) {
    memblock.release(pfn, count);
  }

  /** RAM that the kernel sees. */
  public List<PfnRange> ram() {
    return ram;
  }

  /** What is free, ascending; the page allocator's in the end. */
  public List<PfnRange> free() {
    return memblock.free();
  }

  /** Free memory in kB; MemTotal in the end. */
  public long freeKb() {
    return memblock.freePages() << (pageShift - 10);
  }

  /** First byte of the image to its last, alignment and init part included. */
  public long imageBytes() {
    return profile.image(instrumentation).spanKb(leafPages << (pageShift - 10)) << 10;
  }

  /** What has shadow of the entry area of one CPU: IRQ and exception stacks, or all of it. */
  public long perCpuStackBytes() {
    boolean kasan = instrumentation != Instrumentation.NONE;
    return Math.max(profile.perCpuStackKb(kasan), kasan ? profile.entryAreaKb() : 0) << 10;
  }

  /** Stack of one task. */
  public long taskStackBytes() {
    return profile.taskStackKb(instrumentation != Instrumentation.NONE) << 10;
  }

  /** kB by item; items that took nothing are left out. */
  public Map<BootItem, Long> breakdownKb() {
    var map = new EnumMap<BootItem, Long>(BootItem.class);
    for (BootItem item : BootItem.values()) {
      long count = pages[item.ordinal()];
      if (count != 0) {
        map.put(item, count << (pageShift - 10));
      }
    }
    return map;
  }

  private long sections() {
    long sectionPages = profile.sectionMib() << (20 - pageShift);
    long count = 0;
    long last = -1;
    for (PfnRange range : ram) {
      long first = Math.max(range.first() / sectionPages, last + 1);
      long end = (range.end() - 1) / sectionPages;
      count += Math.max(0, end - first + 1);
      last = Math.max(last, end);
    }
    return count;
  }

  private long structPagesOfSection() {
    return pagesOf((profile.sectionMib() << (20 - pageShift)) * profile.structPageBytes());
  }

  private void reserve(BootItem item, long start, long end) {
    pages[item.ordinal()] += memblock.reserve(start, end);
  }

  private void take(BootItem item, long count, long alignPages) {
    takeBelow(item, count, alignPages, Long.MAX_VALUE);
  }

  private void takeBelow(BootItem item, long count, long alignPages, long limit) {
    if (count > 0) {
      if (memblock.takeBelow(count, alignPages, limit) < 0) {
        throw tooSmall();
      }
      pages[item.ordinal()] += count;
    }
  }

  private BadInputException tooSmall() {
    return new BadInputException(
        (ramBytes >> 20)
            + " MiB of RAM are too small for the kernel of profile "
            + profile.name()
            + " with "
            + cpus
            + " CPUs");
  }

  private long pagesOf(long bytes) {
    return (bytes + (1L << pageShift) - 1) >> pageShift;
  }

  private long pagesOfKb(long kb) {
    return pagesOf(kb << 10);
  }
}
