// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.page.PageListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmallocSpaceTest {
  private static final int PAGE_SHIFT = 12;
  private static final long PAGE = 1 << PAGE_SHIFT;
  private static final long START = 0xffffc90000000000L;
  private static final long END = START + (1L << 40);

  private static final class Machine implements PageListener, VmallocListener, StackListener {
    final PageAllocator pages;
    final VmallocSpace space;
    final TreeMap<Long, Long> mapped = new TreeMap<>();
    final TreeMap<Long, Long> unpurged = new TreeMap<>();
    final List<Long> stacks = new ArrayList<>();
    int purges;
    boolean refuse;

    Machine(int cpus) {
      pages =
          new PageAllocator(
              new MemMap(65536, 9),
              List.of(new PfnRange(1024, 65536)),
              false,
              cpus,
              PAGE_SHIFT,
              this);
      space = new VmallocSpace(pages, START, END, cpus, this);
    }

    @Override
    public void pagesAllocated(int cpu, int pfn, int order) {}

    @Override
    public void pagesFreed(int cpu, int pfn, int order) {}

    @Override
    public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
      if (refuse) {
        return false;
      }
      for (var other : List.of(mapped, unpurged)) {
        var below = other.lowerEntry(address + bytes);
        assertTrue(below == null || below.getValue() < address, "no guard page between");
      }
      mapped.put(address, address + bytes);
      return true;
    }

    @Override
    public void vmallocUnmapped(int cpu, long address, long bytes) {
      assertEquals(address + bytes, mapped.remove(address));
      unpurged.put(address, address + bytes);
    }

    @Override
    public void vmallocPurged(int cpu, long start, long end) {
      unpurged.subMap(start, end).clear();
      assertTrue(unpurged.isEmpty());
      purges++;
    }

    @Override
    public boolean stackAllocated(int cpu, long address, long bytes) {
      if (!refuse) {
        stacks.add(address);
      }
      return !refuse;
    }

    @Override
    public void stackFreed(int cpu, long address, long bytes) {
      assertTrue(stacks.remove(address));
    }
  }

  @Test
  void areasLieLowestFirstWithAGuardPageBetween() {
    var machine = new Machine(1);
    assertEquals(START, machine.space.allocate(0, 5000, PAGE, Gfp.KERNEL));
    assertEquals(START + 3 * PAGE, machine.space.allocate(0, PAGE, PAGE, Gfp.KERNEL));
    assertEquals(START + 8 * PAGE, machine.space.allocate(0, PAGE, 8 * PAGE, Gfp.KERNEL));
    assertEquals(START + 5 * PAGE, machine.space.allocate(0, 2 * PAGE, PAGE, Gfp.KERNEL));
    assertEquals(6, machine.space.mappedPages());
  }

  /** nr_lazy_max of the recorded machine: 16384 pages with 2 CPUs (docs/sources.md#vmalloc). */
  @ParameterizedTest
  @CsvSource({"1, 8192", "2, 16384", "3, 16384", "4, 24576"})
  void addressesAreReusedOnlyAfterAPurge(int cpus, long lazyMaxPages) {
    var machine = new Machine(cpus);
    long first = machine.space.allocate(0, 1023 * PAGE, PAGE, Gfp.KERNEL);
    machine.space.free(0, first);
    for (long lazy = 1024; lazy < lazyMaxPages; lazy += 1024) {
      long address = machine.space.allocate(0, 1023 * PAGE, PAGE, Gfp.KERNEL);
      assertNotEquals(first, address);
      assertEquals(0, machine.purges);
      machine.space.free(0, address);
    }
    assertEquals(lazyMaxPages * PAGE, machine.space.lazyBytes());
    long last = machine.space.allocate(0, 1, PAGE, Gfp.KERNEL);
    machine.space.free(0, last);
    assertEquals(1, machine.purges);
    assertEquals(first, machine.space.allocate(0, 1, PAGE, Gfp.KERNEL));
  }

  @Test
  void aRefusedAreaFailsAndGivesItsPagesBack() {
    var machine = new Machine(1);
    long free = machine.pages.freePages();
    machine.refuse = true;
    assertEquals(0, machine.space.allocate(0, 100 * PAGE, PAGE, Gfp.KERNEL));
    assertEquals(free, machine.pages.freePages());
    machine.refuse = false;
    assertNotEquals(0, machine.space.allocate(0, 100 * PAGE, PAGE, Gfp.KERNEL));
    assertEquals(0, machine.space.allocate(0, 1L << 40, PAGE, Gfp.KERNEL), "more than RAM");
  }

  @Test
  void pagesBehindAnAreaCanBeFound() {
    var machine = new Machine(1);
    long area = machine.space.allocate(0, 3 * PAGE, PAGE, Gfp.KERNEL);
    assertNotEquals(MemMap.NONE, machine.space.pfnAt(area + 2 * PAGE + 17));
    assertEquals(MemMap.NONE, machine.space.pfnAt(area + 3 * PAGE), "guard page");
  }

  @Test
  void aCpuKeepsTwoFreedStacksForTheNextTasks() {
    var machine = new Machine(2);
    var stacks = new ThreadStacks(machine.pages, machine.space, 0, 8 * PAGE, 2, machine);
    long a = stacks.allocate(0);
    long b = stacks.allocate(0);
    long c = stacks.allocate(0);
    assertEquals(0, a % (8 * PAGE));
    stacks.free(1, a);
    stacks.free(1, b);
    stacks.free(1, c);
    assertEquals(2, machine.space.areas());
    assertNotEquals(b, stacks.allocate(0), "kept by CPU 1");
    assertEquals(b, stacks.allocate(1));
    assertEquals(a, stacks.allocate(1));
    assertEquals(3, stacks.live());
    assertEquals(3, machine.stacks.size());
  }

  @Test
  void stacksInTheDirectMapAreBlocksOfPages() {
    var machine = new Machine(1);
    long base = 0xffff888000000000L;
    var stacks = new ThreadStacks(machine.pages, null, base, 4 * PAGE, 1, machine);
    long free = machine.pages.freePages();
    long a = stacks.allocate(0);
    assertTrue(a >= base && (a - base) % (4 * PAGE) == 0);
    assertEquals(free - 4, machine.pages.freePages());
    stacks.free(0, a);
    machine.refuse = true;
    assertEquals(0, stacks.allocate(0));
    assertEquals(free, machine.pages.freePages());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4"})
  void randomAreasNeverTouchAndAllComesBack(long seed, int cpus) {
    var random = new SplittableRandom(seed);
    var machine = new Machine(cpus);
    long free = machine.pages.freePages();
    long addresses = machine.space.freeBytes();
    var live = new ArrayList<Long>();
    for (int step = 0; step < 20_000; step++) {
      machine.refuse = random.nextInt(20) == 0;
      if (random.nextInt(10) < 5) {
        long align = PAGE << random.nextInt(5);
        long bytes = 1 + random.nextLong(PAGE << random.nextInt(7));
        long address = machine.space.allocate(random.nextInt(cpus), bytes, align, Gfp.KERNEL);
        if (address != 0) {
          assertEquals(0, address % align);
          live.add(address);
        }
      } else if (!live.isEmpty()) {
        long address = live.remove(random.nextInt(live.size()));
        assertTrue(machine.space.isArea(address));
        machine.space.free(random.nextInt(cpus), address);
        assertFalse(machine.space.isArea(address));
      }
      assertEquals(free - machine.space.mappedPages(), machine.pages.freePages());
    }
    live.forEach(address -> machine.space.free(0, address));
    machine.space.purge(0);
    assertEquals(free, machine.pages.freePages());
    assertEquals(addresses, machine.space.freeBytes());
  }
}
