// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.List;
import kasan.api.memory.PfnRange;
import kasan.lab.api.recording.Ageing;
import org.jspecify.annotations.Nullable;

/**
 * The page allocator of one machine: hands out and takes back blocks of 2^order page frames.
 *
 * <p>One thread. The listener hears of a block after it was taken off the lists, and after it went
 * back on them; it may hold back what it hears of.
 */
public final class PageAllocator {
  /** Highest order for which an allocation that may sleep is retried until something is killed. */
  private static final int COSTLY_ORDER = 3;

  private static final int RECLAIM_RETRIES = 16;

  private final MemMap map;
  private final ZoneList zones;
  private final PageListener listener;
  private final int pageShift;
  private Reclaimer reclaimer = Reclaimer.NONE;
  private boolean reclaiming;
  private @Nullable AgedBlocks aged;
  private long held;
  private long allocated;

  /**
   * @param map frames of the machine
   * @param free what boot left over, ascending
   * @param zoneDma whether the first 16 MiB are a zone of their own
   */
  public PageAllocator(
      MemMap map,
      List<PfnRange> free,
      boolean zoneDma,
      int cpus,
      int pageShift,
      PageListener listener) {
    this.map = map;
    this.listener = listener;
    this.pageShift = pageShift;
    zones = new ZoneList(map, free, zoneDma, cpus, pageShift);
  }

  /**
   * Begins as a machine that has been up. What is asked for from now on stood before, and comes to
   * lie where the like of it did, until {@link #settle}.
   *
   * @param ramPages RAM of this machine
   * @return page blocks that were laid
   */
  public int age(Ageing ageing, long ramPages) {
    var blocks = new AgedBlocks(map, zones);
    blocks.lay(ageing, ramPages);
    aged = blocks;
    return blocks.laid();
  }

  /** All that stood before has been asked for; does nothing on a machine that has just booted. */
  public void settle() {
    AgedBlocks blocks = aged;
    if (blocks != null) {
      aged = null;
      blocks.settle(this::staysInUse);
    }
  }

  private void staysInUse(int pfn, boolean movable) {
    map.setState(pfn, movable ? MemMap.ALLOCATED_MOVABLE : MemMap.ALLOCATED);
    allocated++;
    listener.pagesAllocated(0, pfn, 0);
  }

  /** Who gets memory back when it runs short. */
  public void setReclaimer(Reclaimer reclaimer) {
    this.reclaimer = reclaimer;
  }

  /**
   * Allocates 2^{@code order} pages.
   *
   * @param gfp flags, see {@link Gfp}
   * @return first pfn, or {@link MemMap#NONE}
   */
  public int allocate(int cpu, int order, int gfp) {
    int highest = zones.highest(gfp);
    AgedBlocks blocks = aged;
    int pfn = blocks == null || (gfp & Gfp.SHADOW) != 0 ? MemMap.NONE : blocks.take(order, gfp);
    if (pfn == MemMap.NONE) {
      pfn = zones.take(cpu, order, gfp, highest, true);
    }
    if (pfn == MemMap.NONE) {
      pfn = takeSlowly(cpu, order, gfp, highest);
      if (pfn == MemMap.NONE) {
        return MemMap.NONE;
      }
    }
    boolean movable = (gfp & Gfp.MOVABLE) != 0;
    map.setState(pfn, (movable ? MemMap.ALLOCATED_MOVABLE : MemMap.ALLOCATED) | order);
    allocated += 1L << order;
    if (zones.of(pfn).stole() && (gfp & Gfp.KSWAPD_RECLAIM) != 0) {
      wakeKswapd(highest, 0);
    }
    listener.pagesAllocated(cpu, pfn, order);
    return pfn;
  }

  /**
   * Reclaims for an allocation whose pages were had but not the frames for their shadow, so that it
   * may be tried again.
   *
   * @return whether that got anything; never for one that may not sleep
   */
  public boolean reclaimAfterRefusal(int cpu, int gfp) {
    if ((gfp & Gfp.DIRECT_RECLAIM) == 0 || reclaiming) {
      return false;
    }
    int highest = zones.highest(gfp);
    return reclaim(cpu, highest, 0) > 0 || reclaimer.outOfMemory(cpu, 0);
  }

  /** Frees what {@link #allocate} gave. */
  public void free(int cpu, int pfn, int order) {
    int state = map.state(pfn);
    int kind = state & MemMap.KIND_MASK;
    if ((state & MemMap.ORDER_MASK) != order
        || (kind != MemMap.ALLOCATED && kind != MemMap.ALLOCATED_MOVABLE)) {
      throw new IllegalStateException("free of pfn " + pfn + ", order " + order);
    }
    allocated -= 1L << order;
    if (order <= CpuPages.MAX_ORDER) {
      zones.of(pfn).cpu(cpu).release(pfn, order);
    } else {
      zones.of(pfn).release(pfn, order, false);
    }
    listener.pagesFreed(cpu, pfn, order);
  }

  /**
   * Allocates blocks of 2^{@code order} pages each, one after the other until there is none, and
   * splits them: {@link #allocate} and {@link #split} in one. Two halves of a block of the highest
   * order are taken at once.
   *
   * @param pfns where the first pfn of each goes, from 0 on
   * @return how many there are, {@code count} at most
   */
  public int allocateEach(int cpu, int order, int gfp, long[] pfns, int count) {
    int got = 0;
    while (got < count) {
      int pair = count - got < 2 ? MemMap.NONE : takePair(order, gfp);
      if (pair == MemMap.NONE) {
        int pfn = allocate(cpu, order, gfp);
        if (pfn == MemMap.NONE) {
          return got;
        }
        split(pfn, order);
        pfns[got++] = pfn;
      } else {
        map.setStates(pair, 2 << order, MemMap.ALLOCATED);
        allocated += 2L << order;
        listener.blocksAllocated(cpu, pair, order, 2);
        pfns[got++] = pair;
        pfns[got++] = pair + (1L << order);
      }
    }
    return got;
  }

  /** Takes a block of the highest order where the next two allocations would get its halves. */
  private int takePair(int order, int gfp) {
    int highest = zones.highest(gfp);
    Zone zone = zones.preferred(highest);
    if (order != MemMap.MAX_ORDER - 1
        || zone.belowHigh
        || !zone.watermarkOk(order, zone.high + zone.boost + (1L << order), highest, 0)) {
      return MemMap.NONE;
    }
    int pfn = zone.takePair(MigrateType.ofGfp(gfp));
    if (pfn != MemMap.NONE) {
      zone.stole();
    }
    return pfn;
  }

  /** Makes single pages of an allocated block, to be freed on their own (split_page). */
  public void split(int pfn, int order) {
    map.setStates(pfn, 1 << order, MemMap.ALLOCATED);
  }

  /** Frees a run of single pages, in the largest aligned blocks and past the lists of CPUs. */
  public void freeRun(int cpu, int pfn, int count) {
    takeBack(pfn, count);
    releaseRun(cpu, pfn, count);
  }

  /** Single pages are the allocator's again, and on no list. */
  private void takeBack(int pfn, int count) {
    if (!map.allHaveState(pfn, count, MemMap.ALLOCATED)) {
      throw new IllegalStateException("free of " + count + " pages from pfn " + pfn);
    }
    map.setStates(pfn, count, 0);
    allocated -= count;
  }

  /**
   * Frees runs of 2^{@code order} single pages each that lie one behind the other, as {@link
   * #freeRun} does one after the other. Two halves of a block of the highest order go back at once.
   */
  public void freeBlocks(int cpu, int pfn, int order, int blocks) {
    int end = pfn + (blocks << order);
    for (int at = pfn; at < end; ) {
      int rest = at + (1 << order);
      if (order != MemMap.MAX_ORDER - 1
          || (at & MemMap.CHUNK_PAGES - 1) != 0
          || rest >= end
          || map.blockType(at) != map.blockType(rest)) {
        freeRun(cpu, at, 1 << order);
        at = rest;
        continue;
      }
      takeBack(at, 2 << order);
      zones.of(at).release(at, MemMap.MAX_ORDER, false);
      listener.blocksFreed(cpu, at, order, 2);
      at += 2 << order;
    }
  }

  /** Takes frames in that were never its own, but those of boot; MemTotal grows. */
  public void adopt(int cpu, int pfn, int count) {
    releaseRun(cpu, pfn, count);
    zones.adopted(pfn, count);
  }

  private void releaseRun(int cpu, int pfn, int count) {
    int end = pfn + count;
    for (int page = pfn; page < end; ) {
      int order = Math.min(MemMap.MAX_ORDER, Integer.numberOfTrailingZeros(page));
      while (page + (1 << order) > end) {
        order--;
      }
      zones.of(page).release(page, order, false);
      listener.pagesFreed(cpu, page, order);
      page += 1 << order;
    }
  }

  /** Whether the allocator has handed this page out, as the first of its block. */
  public boolean isAllocated(int pfn) {
    int kind = map.state(pfn) & MemMap.KIND_MASK;
    return kind == MemMap.ALLOCATED || kind == MemMap.ALLOCATED_MOVABLE;
  }

  /** Whether all of these were handed out as single pages. */
  public boolean areAllocated(int pfn, int count) {
    return map.allHaveState(pfn, count, MemMap.ALLOCATED);
  }

  /** Whether none of these was ever the allocator's, see {@link #adopt}. */
  public boolean areOfBoot(int pfn, int count) {
    return map.allHaveState(pfn, count, 0);
  }

  /**
   * Takes an aligned block that is free as a whole out of the free lists, so that nobody gets it;
   * its pages on lists of CPUs are drained first.
   *
   * @return false when some page of it is not free
   */
  public boolean hold(int pfn, int order) {
    Zone zone = zones.of(pfn);
    if (!zone.contains(pfn) || !zone.contains(pfn + (1 << order) - 1)) {
      return false;
    }
    for (int page = pfn; page < pfn + (1 << order); page++) {
      if ((map.state(page) & MemMap.KIND_MASK) == MemMap.ON_CPU_LIST) {
        zone.cpu(CpuPages.cpuOf(map.owner(page))).drainPage(page);
      }
    }
    if (!zone.takeAt(pfn, order)) {
      return false;
    }
    map.setState(pfn, MemMap.HELD | order);
    held += 1L << order;
    return true;
  }

  /** Puts a held block back. */
  public void unhold(int pfn, int order) {
    if (map.state(pfn) != (MemMap.HELD | order)) {
      throw new IllegalStateException("pfn " + pfn + ", order " + order + " is not held");
    }
    held -= 1L << order;
    zones.of(pfn).release(pfn, order, false);
  }

  /** Order of the allocated block whose first page this is. */
  public int orderOf(int pfn) {
    return map.state(pfn) & MemMap.ORDER_MASK;
  }

  /** Pages handed out. */
  public long allocatedPages() {
    return allocated;
  }

  /** Pages held back, and those that wait for what stood on them. */
  public long heldPages() {
    return aged == null ? held : held + aged.standingPages();
  }

  /** log2 of the page size. */
  public int pageShift() {
    return pageShift;
  }

  /** Frames of the machine. */
  public MemMap map() {
    return map;
  }

  /** The zones, for who balances them. */
  public ZoneList zones() {
    return zones;
  }

  /** Pages that the allocator has or has handed out: MemTotal. */
  public long managedPages() {
    return zones.managedPages();
  }

  /** Pages that are free, those on lists of CPUs included. */
  public long freePages() {
    return zones.freePages();
  }

  /** Lets CPUs give back what they keep needlessly; the kernel does it once a second. */
  public void refreshCpuLists() {
    zones.refreshCpuLists();
  }

  /** Gives back all that CPUs keep. */
  public void drainCpuLists() {
    zones.drainCpuLists();
  }

  private int takeSlowly(int cpu, int order, int gfp, int highest) {
    if ((gfp & Gfp.KSWAPD_RECLAIM) != 0) {
      wakeKswapd(highest, order);
    }
    int pfn = zones.take(cpu, order, gfp, highest, false);
    if (pfn != MemMap.NONE || (gfp & Gfp.DIRECT_RECLAIM) == 0 || reclaiming) {
      return pfn;
    }
    for (int failures = 0; failures < RECLAIM_RETRIES; ) {
      long freed = reclaim(cpu, highest, order);
      pfn = zones.take(cpu, order, gfp, highest, false);
      if (pfn == MemMap.NONE) {
        drainCpuLists();
        pfn = zones.take(cpu, order, gfp, highest, false);
      }
      if (pfn != MemMap.NONE || (gfp & Gfp.NORETRY) != 0 || (freed == 0 && order > COSTLY_ORDER)) {
        return pfn;
      }
      failures = freed > 0 && order == 0 ? 0 : failures + 1;
      if (freed == 0 && order <= COSTLY_ORDER && !reclaimer.outOfMemory(cpu, order)) {
        return MemMap.NONE;
      }
    }
    return MemMap.NONE;
  }

  private long reclaim(int cpu, int highest, int order) {
    reclaiming = true;
    try {
      return reclaimer.reclaim(cpu, highest, order);
    } finally {
      reclaiming = false;
    }
  }

  private void wakeKswapd(int highest, int order) {
    if (!reclaiming) {
      reclaimer.wakeKswapd(highest, order);
    }
  }
}
