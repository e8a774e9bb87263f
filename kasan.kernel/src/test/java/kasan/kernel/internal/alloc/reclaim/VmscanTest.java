// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.page.PageListener;
import org.junit.jupiter.api.Test;

class VmscanTest {
  /**
   * 128 MiB with a page cache; shrinkable "objects" are whole pages, so that they can be counted.
   */
  private static final class Machine implements PageListener, Evictor {
    final PageAllocator pages;
    final PageCacheLru cache;
    final Vmscan vmscan;
    final Shrinker shrinker = new Shrinker();
    final List<Integer> evicted = new ArrayList<>();
    final Set<Long> busy = new HashSet<>();

    Machine() {
      var map = new MemMap(1024 + 32768, 9);
      pages = new PageAllocator(map, List.of(new PfnRange(1024, 1024 + 32768)), false, 1, 12, this);
      cache = new PageCacheLru(map);
      vmscan = new Vmscan(pages, cache, this);
      vmscan.register(shrinker);
      pages.setReclaimer(vmscan);
    }

    int read() {
      int pfn = pages.allocate(0, 0, Gfp.USER_MOVABLE);
      if (pfn != MemMap.NONE) {
        cache.add(pfn);
      }
      return pfn;
    }

    @Override
    public void pagesAllocated(int cpu, int pfn, int order) {}

    @Override
    public void pagesFreed(int cpu, int pfn, int order) {}

    @Override
    public void evictPage(int cpu, int pfn) {
      evicted.add(pfn);
      pages.free(cpu, pfn, 0);
    }

    @Override
    public boolean evictObject(int cpu, long address) {
      if (busy.contains(address)) {
        return false;
      }
      pages.free(cpu, (int) address, 0);
      return true;
    }
  }

  @Test
  void readingMoreThanFitsEvictsTheOldestPagesFirst() {
    var machine = new Machine();
    var read = new ArrayList<Integer>();
    for (int i = 0; i < 40_000; i++) {
      int pfn = machine.read();
      assertNotEquals(MemMap.NONE, pfn);
      read.add(pfn);
    }
    assertEquals(read.subList(0, machine.evicted.size()), machine.evicted);
    assertTrue(machine.evicted.size() > 7000);
    assertFalse(machine.vmscan.ranOutOfMemory());
    assertTrue(machine.vmscan.kswapdRuns() > 0);
  }

  @Test
  void pagesThatAreUsedAgainStay() {
    var machine = new Machine();
    var hot = new ArrayList<Integer>();
    for (int i = 0; i < 1000; i++) {
      hot.add(machine.read());
    }
    hot.forEach(machine.cache::used);
    hot.forEach(machine.cache::used);
    assertEquals(1000, machine.cache.active());
    for (int i = 0; i < 60_000; i++) {
      machine.read();
      if (i % 5000 == 0) {
        hot.forEach(machine.cache::used);
      }
    }
    assertFalse(machine.evicted.stream().anyMatch(hot::contains));
  }

  @Test
  void memoryThatNobodyCanReclaimEndsInOutOfMemory() {
    var machine = new Machine();
    for (int i = 0; i < 20_000; i++) {
      machine.read();
    }
    int anonymous = 0;
    while (machine.pages.allocate(0, 0, Gfp.USER_MOVABLE) != MemMap.NONE) {
      anonymous++;
    }
    assertTrue(machine.vmscan.ranOutOfMemory());
    assertTrue(machine.cache.pages() < 64, "cache left: " + machine.cache.pages());
    assertTrue(anonymous > 32_000, "anonymous pages: " + anonymous);
  }

  @Test
  void anAllocationThatMayNotSleepFailsWithoutBeingOutOfMemory() {
    var machine = new Machine();
    while (machine.pages.allocate(0, 4, Gfp.KERNEL | Gfp.NORETRY) != MemMap.NONE) {}
    while (machine.pages.allocate(0, 4, Gfp.ATOMIC) != MemMap.NONE) {}
    assertEquals(MemMap.NONE, machine.pages.allocate(0, 4, Gfp.NOWAIT));
    assertFalse(machine.vmscan.ranOutOfMemory());
  }

  @Test
  void shrinkersGiveALikePartOfWhatTheyHave() {
    var machine = new Machine();
    for (int i = 0; i < 20_000; i++) {
      machine.shrinker.add(machine.pages.allocate(0, 0, Gfp.KERNEL | Gfp.RECLAIMABLE));
    }
    for (int i = 0; i < 40_000; i++) {
      machine.read();
    }
    int left = machine.shrinker.count();
    assertTrue(left < 20_000 && left > 1000, "objects left: " + left);
    assertEquals(20_000 - left, machine.vmscan.objectsReclaimed());
  }

  @Test
  void objectsInUseAreKeptAndTheOthersFreedOldestFirst() {
    var machine = new Machine();
    for (int i = 0; i < 1000; i++) {
      long page = machine.pages.allocate(0, 0, Gfp.KERNEL);
      machine.shrinker.add(page);
      if (i % 2 == 0) {
        machine.busy.add(page);
      }
    }
    machine.shrinker.shrink(0, 0, machine);
    assertEquals(500, machine.shrinker.count());
    machine.shrinker.shrink(0, 0, machine);
    assertEquals(500, machine.shrinker.count());
  }

  /** Less than a batch of 128 is put off, not forgotten (shrinker deferral in mm/shrinker.c). */
  @Test
  void smallScansAddUp() {
    var machine = new Machine();
    for (int i = 0; i < 5000; i++) {
      machine.shrinker.add(machine.pages.allocate(0, 0, Gfp.KERNEL));
    }
    // 5000 >> 6 is 78, twice that is 156: one batch of 128, 28 put off
    assertEquals(128, machine.shrinker.shrink(0, 6, machine));
    assertEquals(0, machine.shrinker.shrink(0, 12, machine));
    assertEquals(128, machine.shrinker.shrink(0, 6, machine));
  }

  @Test
  void usingAnObjectMakesItTheNewest() {
    var machine = new Machine();
    long first = machine.pages.allocate(0, 0, Gfp.KERNEL);
    machine.shrinker.add(first);
    for (int i = 0; i < 199; i++) {
      machine.shrinker.add(machine.pages.allocate(0, 0, Gfp.KERNEL));
    }
    machine.shrinker.used(first);
    machine.shrinker.shrink(0, 1, machine);
    assertTrue(machine.shrinker.remove(first));
    assertFalse(machine.shrinker.remove(first));
  }
}
