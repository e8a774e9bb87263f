// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import static kasan.kernel.internal.alloc.page.Pages.PAGE_SHIFT;
import static kasan.kernel.internal.alloc.page.Pages.freeBlocks;
import static kasan.kernel.internal.alloc.page.Pages.machine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/**
 * Random requests for pages, held against bits of what is in use and against requests one by one.
 */
class RandomPagesTest {
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
