// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import kasan.api.memory.PfnRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAllocatorTest {
  private static final int PAGE_SHIFT = 12;
  private static final PageListener NOBODY =
      new PageListener() {
        @Override
        public void pagesAllocated(int cpu, int pfn, int order) {}

        @Override
        public void pagesFreed(int cpu, int pfn, int order) {}
      };

  private static PageAllocator machine(
      int cpus, int pageBlockOrder, boolean dma, PfnRange... free) {
    long frames = free[free.length - 1].end();
    return new PageAllocator(
        new MemMap(frames, pageBlockOrder), List.of(free), dma, cpus, PAGE_SHIFT, NOBODY);
  }

  private static List<Long> freeBlocks(PageAllocator pages) {
    var counts = new ArrayList<Long>();
    for (int i = 0; i < pages.zones().count(); i++) {
      for (int order = 0; order <= MemMap.MAX_ORDER; order++) {
        counts.add(pages.zones().get(i).blocks(order));
      }
    }
    return counts;
  }

  /** recordings/guest-1g/before/zoneinfo: 253936 managed pages, 2 CPUs, one zone. */
  @Test
  void watermarksOfTheRecordedGuest() {
    var zone = machine(2, 10, false, new PfnRange(1024, 1024 + 253936)).zones().get(0);
    assertEquals(253936, zone.managed());
    assertEquals(1007, zone.min);
    assertEquals(1260, zone.low);
    assertEquals(1513, zone.high);
    assertEquals(63, Watermarks.batch(253936, PAGE_SHIFT));
    assertEquals(15871, Watermarks.cpuListMost(253936, 2, 63));
  }

  /**
   * recordings/kernel-build/before/zoneinfo: three zones, min_free_kbytes raised to 67584 by huge
   * pages.
   */
  @ParameterizedTest
  @CsvSource({"3840, 30, 37", "772917, 6065, 7581", "1376256, 10800, 13500"})
  void watermarksOfZonesOfTheRecordedMachine(long managed, long min, long low) {
    assertEquals(min, Watermarks.min(67584 / 4, managed, 3840 + 772917 + 1376256));
    assertEquals(low, min + Watermarks.step(min, managed));
  }

  /** The same zoneinfo: protection (0, 3019, 8395), (0, 0, 5376), high of DMA32 3790. */
  @Test
  void lowZonesKeepAReserveFromAllocationsThatCouldGoHigher() {
    assertEquals(3019, Watermarks.reserve(0, 772917));
    assertEquals(8395, Watermarks.reserve(0, 772917 + 1376256));
    assertEquals(5376, Watermarks.reserve(1, 1376256));
    assertEquals(3790, Watermarks.cpuListLeast(7581, 2, 63));
  }

  @Test
  void blocksAreSplitFromTheLowEndAndComeInAscendingOrder() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int first = pages.allocate(0, 4, Gfp.USER_MOVABLE);
    int second = pages.allocate(0, 4, Gfp.USER_MOVABLE);
    assertEquals(1024, first);
    assertEquals(1024 + 16, second);
  }

  @Test
  void unmovablePagesGetAPageBlockOfTheirOwn() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int user = pages.allocate(0, 0, Gfp.USER_MOVABLE);
    int kernel = pages.allocate(0, 0, Gfp.KERNEL);
    int inode = pages.allocate(0, 0, Gfp.KERNEL | Gfp.RECLAIMABLE);
    assertNotEquals(user >> 9, kernel >> 9);
    assertNotEquals(kernel >> 9, inode >> 9);
    assertEquals(MigrateType.UNMOVABLE.ordinal(), pages.map().blockType(kernel));
    assertEquals(MigrateType.RECLAIMABLE.ordinal(), pages.map().blockType(inode));
  }

  @Test
  void aFreedPageIsTheNextToBeHandedOut() {
    var pages = machine(2, 9, false, new PfnRange(1024, 9216));
    int a = pages.allocate(0, 0, Gfp.KERNEL);
    pages.allocate(0, 0, Gfp.KERNEL);
    pages.free(0, a, 0);
    assertNotEquals(a, pages.allocate(1, 0, Gfp.KERNEL), "it is on the list of CPU 0");
    assertEquals(a, pages.allocate(0, 0, Gfp.KERNEL));
  }

  @Test
  void normalZoneIsUsedBeforeTheZonesBelow() {
    var pages = machine(1, 9, true, new PfnRange(1, 0x80000), new PfnRange(0x100000, 0x140000));
    assertTrue(pages.allocate(0, 0, Gfp.KERNEL) >= 0x100000);
    int dma32 = pages.allocate(0, 0, Gfp.KERNEL | Gfp.DMA32);
    assertTrue(dma32 >= 0x1000 && dma32 < 0x80000);
  }

  @Test
  void allocationsThatMayNotSleepReachDeeperIntoTheReserve() {
    var pages = machine(1, 9, false, new PfnRange(1024, 1024 + 65536));
    while (pages.allocate(0, 4, Gfp.KERNEL) != MemMap.NONE) {}
    long kernelLeft = pages.freePages();
    assertEquals(0.0, (double) (pages.zones().get(0).min - kernelLeft), 32.0);
    while (pages.allocate(0, 4, Gfp.ATOMIC) != MemMap.NONE) {}
    assertEquals(0.0, (double) (pages.zones().get(0).min * 3 / 8 - pages.freePages()), 32.0);
    while (pages.allocate(0, 4, Gfp.MEMALLOC) != MemMap.NONE) {}
    assertTrue(pages.freePages() < 16);
  }

  @Test
  void aHeldBlockIsGivenToNobodyAndMergesBack() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    List<Long> before = freeBlocks(pages);
    assertTrue(pages.hold(2048 + 24, 3));
    assertFalse(pages.hold(2048 + 24, 3), "held already");
    assertEquals(8, pages.heldPages());
    var seen = new BitSet();
    for (int pfn; (pfn = pages.allocate(0, 3, Gfp.MEMALLOC)) != MemMap.NONE; ) {
      seen.set(pfn, pfn + 8);
    }
    assertFalse(seen.get(2048 + 24, 2048 + 32).cardinality() > 0);
    assertEquals(8192 - 8, seen.cardinality());
    for (int pfn = seen.nextSetBit(0); pfn >= 0; pfn = seen.nextSetBit(pfn + 8)) {
      pages.free(0, pfn, 3);
    }
    pages.unhold(2048 + 24, 3);
    pages.drainCpuLists();
    assertEquals(before, freeBlocks(pages));
  }

  @Test
  void pagesOnListsOfCpusCanBeHeld() {
    var pages = machine(2, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 2, Gfp.KERNEL);
    int block = pfn & ~7;
    pages.free(1, pfn, 2);
    assertTrue(pages.hold(block, 3));
    for (int i = 0; i < 200; i++) {
      assertNotEquals(block, pages.allocate(i % 2, 2, Gfp.KERNEL) & ~7);
    }
  }

  @Test
  void aSplitBlockIsFreedInParts() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    List<Long> before = freeBlocks(pages);
    int pfn = pages.allocate(0, 9, Gfp.KERNEL);
    pages.split(pfn, 9);
    pages.free(0, pfn + 100, 0);
    pages.freeRun(0, pfn + 101, 411);
    assertEquals(100, pages.allocatedPages());
    pages.freeRun(0, pfn, 100);
    pages.drainCpuLists();
    assertEquals(before, freeBlocks(pages));
    assertThrows(IllegalStateException.class, () -> pages.freeRun(0, pfn, 1));
  }

  @Test
  void framesThatBootHadKeptCanBeAdopted() {
    var pages = machine(1, 9, false, new PfnRange(1024, 1500), new PfnRange(1600, 9216));
    pages.adopt(0, 1500, 100);
    assertEquals(8192, pages.managedPages());
    assertEquals(8192, pages.freePages());
    assertEquals(8, pages.zones().get(0).blocks(MemMap.MAX_ORDER));
  }

  @Test
  void aBlockWithAPageInUseCannotBeHeld() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 0, Gfp.KERNEL);
    assertFalse(pages.hold(pfn & ~7, 3));
    assertFalse(pages.hold(512, 3), "never given to the allocator");
  }

  @Test
  void freeingTwiceIsAnErrorOfTheCaller() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 1, Gfp.KERNEL);
    assertThrows(IllegalStateException.class, () -> pages.free(0, pfn, 0));
    pages.free(0, pfn, 1);
    assertThrows(IllegalStateException.class, () -> pages.free(0, pfn, 1));
  }

  @Test
  void oneTebibyteIsPristineUntilTouched() {
    long frames = 1L << 28;
    var pages = machine(8, 9, true, new PfnRange(4096, 0xc0000), new PfnRange(0x100000, frames));
    assertEquals(frames - 0x100000 + 0xc0000 - 4096, pages.freePages());
    int pfn = pages.allocate(0, 0, Gfp.KERNEL);
    pages.free(0, pfn, 0);
    pages.drainCpuLists();
    assertEquals(frames - 0x100000 + 0xc0000 - 4096, pages.managedPages());
    assertEquals(pages.managedPages(), pages.freePages());
  }

  /** Every frame has one owner and counts add up after every step; in the end all merges back. */
  @ParameterizedTest
  @CsvSource({"1, 1, 9", "2, 2, 10", "3, 8, 9", "4, 3, 10", "5, 1, 10", "6, 4, 9"})
  void randomRequestsNeverOverlapAndMergeBack(long seed, int cpus, int pageBlockOrder) {
    var random = new SplittableRandom(seed);
    var pages =
        machine(
            cpus,
            pageBlockOrder,
            seed % 2 == 0,
            new PfnRange(1, 159),
            new PfnRange(777, 20_000),
            new PfnRange(0x100000, 0x100000 + 9000));
    List<Long> before = freeBlocks(pages);
    long managed = pages.managedPages();
    assertEquals(158 + 19_223 + 9000, managed);
    var used = new BitSet();
    var live = new ArrayList<int[]>();
    var held = new ArrayList<int[]>();
    int[] gfps = {
      Gfp.KERNEL,
      Gfp.ATOMIC,
      Gfp.USER_MOVABLE,
      Gfp.KERNEL | Gfp.RECLAIMABLE,
      Gfp.NOWAIT,
      Gfp.KERNEL | Gfp.DMA32
    };
    for (int step = 0; step < 60_000; step++) {
      int cpu = random.nextInt(cpus);
      int dice = random.nextInt(100);
      boolean growing = step / 10_000 % 2 == 0;
      if (dice < (growing ? 55 : 35)) {
        int order = Math.min(random.nextInt(11), random.nextInt(11)) / (1 + random.nextInt(3));
        int pfn = pages.allocate(cpu, order, gfps[random.nextInt(gfps.length)]);
        if (pfn != MemMap.NONE) {
          assertEquals(0, pfn & (1 << order) - 1);
          assertTrue(used.get(pfn, pfn + (1 << order)).isEmpty(), "overlap at " + pfn);
          used.set(pfn, pfn + (1 << order));
          live.add(new int[] {pfn, order});
        }
      } else if (dice < 95 && !live.isEmpty()) {
        int[] block = removeAny(live, random);
        used.clear(block[0], block[0] + (1 << block[1]));
        pages.free(cpu, block[0], block[1]);
      } else if (dice < 97) {
        int pfn = random.nextInt(20_000) & -8;
        if (pages.hold(pfn, 3)) {
          assertTrue(used.get(pfn, pfn + 8).isEmpty(), "held in use " + pfn);
          used.set(pfn, pfn + 8);
          held.add(new int[] {pfn, 3});
        }
      } else if (!held.isEmpty()) {
        int[] block = removeAny(held, random);
        used.clear(block[0], block[0] + 8);
        pages.unhold(block[0], 3);
      }
      assertEquals(used.cardinality(), pages.allocatedPages() + pages.heldPages());
      assertEquals(managed, pages.allocatedPages() + pages.heldPages() + pages.freePages());
      if (step % 5000 == 0) {
        pages.refreshCpuLists();
        checkLists(pages, used);
      }
    }
    live.forEach(block -> pages.free(0, block[0], block[1]));
    held.forEach(block -> pages.unhold(block[0], block[1]));
    pages.drainCpuLists();
    assertEquals(before, freeBlocks(pages));
    assertEquals(managed, pages.freePages());
  }

  /** What the states of frames say is free is what the counts say, and nobody uses it. */
  private static void checkLists(PageAllocator pages, BitSet used) {
    var free = new BitSet();
    var byOrder = new long[pages.zones().count()][MemMap.MAX_ORDER + 1];
    MemMap map = pages.map();
    for (int pfn = 0; pfn < map.frames(); ) {
      int state = map.state(pfn);
      int kind = state & MemMap.KIND_MASK;
      int order = state & MemMap.ORDER_MASK;
      if ((pfn & MemMap.CHUNK_PAGES - 1) == 0 && map.isPristine(pfn)) {
        kind = MemMap.FREE;
        order = MemMap.MAX_ORDER;
      }
      if (kind == MemMap.FREE || kind == MemMap.ON_CPU_LIST) {
        assertTrue(free.get(pfn, pfn + (1 << order)).isEmpty());
        free.set(pfn, pfn + (1 << order));
        if (kind == MemMap.FREE) {
          byOrder[
              pages.zones().get(0).contains(pfn) ? 0 : pages.zones().get(1).contains(pfn) ? 1 : 2][
              order]++;
        }
        pfn += 1 << order;
      } else {
        pfn++;
      }
    }
    assertFalse(free.intersects(used));
    assertEquals(pages.freePages(), free.cardinality());
    for (int i = 0; i < pages.zones().count(); i++) {
      for (int order = 0; order <= MemMap.MAX_ORDER; order++) {
        assertEquals(
            byOrder[i][order], pages.zones().get(i).blocks(order), "zone " + i + " order " + order);
      }
    }
  }

  private static int[] removeAny(List<int[]> list, SplittableRandom random) {
    int i = random.nextInt(list.size());
    int[] taken = list.get(i);
    list.set(i, list.get(list.size() - 1));
    list.remove(list.size() - 1);
    return taken;
  }

  @Test
  void theSameRequestsGiveTheSamePages() {
    int[][] runs = new int[2][10_000];
    for (int[] run : runs) {
      var random = new SplittableRandom(7);
      var pages = machine(2, 9, false, new PfnRange(1, 60_000));
      for (int i = 0; i < run.length; i++) {
        run[i] = pages.allocate(random.nextInt(2), random.nextInt(3), random.nextInt(8));
        if (run[i] >= 0 && random.nextInt(3) == 0) {
          pages.free(0, run[i], map(pages, run[i]));
        }
      }
    }
    assertTrue(Arrays.equals(runs[0], runs[1]));
  }

  private static int map(PageAllocator pages, int pfn) {
    return pages.map().state(pfn) & MemMap.ORDER_MASK;
  }

  @Test
  void gfpFlagsAreReadAsTracesPrintThem() {
    assertEquals(Gfp.KERNEL, Gfp.parse("GFP_KERNEL|__GFP_ZERO"));
    assertEquals(Gfp.USER_MOVABLE, Gfp.parse("GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_SKIP_KASAN"));
    assertEquals(
        Gfp.KERNEL | Gfp.RECLAIMABLE, Gfp.parse("GFP_KERNEL|__GFP_RECLAIMABLE|__GFP_NOWARN"));
  }

  private static PageListener log(List<String> heard) {
    return new PageListener() {
      @Override
      public void pagesAllocated(int cpu, int pfn, int order) {
        heard.add("allocated " + pfn + " order " + order);
      }

      @Override
      public void pagesFreed(int cpu, int pfn, int order) {
        heard.add("freed " + pfn + " order " + order);
      }
    };
  }

  private static void naiveEach(PageAllocator pages, int order, long[] pfns, int count) {
    Arrays.fill(pfns, MemMap.NONE);
    for (int i = 0; i < count; i++) {
      int pfn = pages.allocate(0, order, Gfp.HIGH);
      if (pfn == MemMap.NONE) {
        return;
      }
      pages.split(pfn, order);
      pfns[i] = pfn;
    }
  }

  /** Beside other allocations, down to where nothing is left, in one zone and in three. */
  @ParameterizedTest
  @CsvSource({"1, 9, false", "2, 9, true", "3, 10, false", "4, 10, true"})
  void runsThatAreTakenAndGivenInOneGoAreThoseOfOneByOne(
      long seed, int pageBlockOrder, boolean dma) {
    var random = new SplittableRandom(seed);
    var heard = List.of(new ArrayList<String>(), new ArrayList<String>());
    var both = new ArrayList<PageAllocator>();
    for (List<String> each : heard) {
      var free = List.of(new PfnRange(700, 40_000), new PfnRange(0x100000, 0x100000 + 30_000));
      both.add(
          new PageAllocator(
              new MemMap(0x100000 + 30_000, pageBlockOrder), free, dma, 2, PAGE_SHIFT, log(each)));
    }
    PageAllocator bulk = both.get(0);
    PageAllocator naive = both.get(1);
    var runs = new ArrayList<long[]>();
    var singles = new ArrayList<Integer>();
    for (int step = 0; step < 1500; step++) {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int gfp = random.nextBoolean() ? Gfp.KERNEL : Gfp.USER_MOVABLE;
          int pfn = bulk.allocate(0, 0, gfp);
          assertEquals(pfn, naive.allocate(0, 0, gfp));
          if (pfn != MemMap.NONE) {
            singles.add(pfn);
          }
        }
        case 2 -> {
          int most = random.nextInt(singles.size() + 1);
          for (int i = 0; i < most; i++) {
            int pfn = singles.remove(random.nextInt(singles.size()));
            bulk.free(0, pfn, 0);
            naive.free(0, pfn, 0);
          }
        }
        case 3 -> {
          int order = random.nextInt(4) == 0 ? random.nextInt(10) : 9;
          int count = random.nextInt(1, 24);
          long[] wanted = new long[count];
          naiveEach(naive, order, wanted, count);
          long[] pfns = new long[count];
          int got = bulk.allocateEach(0, order, Gfp.HIGH, pfns, count);
          Arrays.fill(pfns, got, count, MemMap.NONE);
          assertEquals(Arrays.toString(wanted), Arrays.toString(pfns));
          for (int i = 0; i < got; i++) {
            runs.add(new long[] {pfns[i], order});
          }
        }
        default -> {
          runs.sort((a, b) -> Long.compare(a[0], b[0]));
          int from = random.nextInt(runs.size() + 1);
          int end = from;
          while (end < runs.size()
              && runs.get(end)[1] == runs.get(from)[1]
              && runs.get(end)[0]
                  == runs.get(from)[0] + ((long) (end - from) << runs.get(end)[1])) {
            end++;
          }
          if (end > from) {
            int order = (int) runs.get(from)[1];
            int first = (int) runs.get(from)[0];
            bulk.freeBlocks(0, first, order, end - from);
            for (int i = 0; i < end - from; i++) {
              naive.freeRun(0, first + (i << order), 1 << order);
            }
            runs.subList(from, end).clear();
          }
        }
      }
      assertEquals(freeBlocks(naive), freeBlocks(bulk));
      assertEquals(naive.freePages(), bulk.freePages());
      assertEquals(naive.allocatedPages(), bulk.allocatedPages());
      assertEquals(heard.get(1), heard.get(0));
      heard.get(0).clear();
      heard.get(1).clear();
    }
    assertThrows(IllegalStateException.class, () -> bulk.freeBlocks(0, 0x100000 + 29_696, 9, 2));
  }
}
