// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
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

class SlabAllocatorTest {
  private static final int PAGE_SHIFT = 12;
  private static final long BASE = 0xffff888000000000L;

  /** A kernel that writes down what it hears and checks the order of it. */
  private static final class Machine implements PageListener, SlabListener {
    final PageAllocator pages;
    final SlabAllocator slab;
    final TreeMap<Integer, Integer> blocks = new TreeMap<>();
    final TreeMap<Integer, Integer> slabs = new TreeMap<>();
    final TreeMap<Long, Long> objects = new TreeMap<>();
    final TreeMap<Long, Long> quarantined = new TreeMap<>();
    boolean refuse;

    Machine(int ramPages, SlabRules rules) {
      pages =
          new PageAllocator(
              new MemMap(ramPages, 9),
              List.of(new PfnRange(1024, ramPages)),
              false,
              rules.cpus(),
              PAGE_SHIFT,
              this);
      slab = new SlabAllocator(pages, rules, BASE, this);
    }

    @Override
    public void pagesAllocated(int cpu, int pfn, int order) {
      assertEquals(null, blocks.put(pfn, order));
    }

    @Override
    public void pagesFreed(int cpu, int pfn, int order) {
      assertEquals(order, blocks.remove(pfn));
      assertFalse(slabs.containsKey(pfn));
    }

    @Override
    public boolean slabAllocated(int cpu, int pfn, int order, int cache) {
      assertEquals(order, blocks.get(pfn));
      if (!refuse) {
        slabs.put(pfn, order);
      }
      return !refuse;
    }

    @Override
    public void slabFreed(int cpu, int pfn, int order) {
      assertEquals(order, slabs.remove(pfn));
      long from = BASE + ((long) pfn << PAGE_SHIFT);
      long to = from + (1L << PAGE_SHIFT + order);
      assertTrue(objects.subMap(from, to).isEmpty());
      assertTrue(quarantined.subMap(from, to).isEmpty());
    }

    @Override
    public void objectAllocated(int cpu, long address, long requestedBytes, int cache) {
      assertTrue(requestedBytes <= slab.cache(cache).objectBytes());
      long end = address + slab.cache(cache).slotBytes();
      assertDisjoint(objects, address, end);
      assertDisjoint(quarantined, address, end);
      int page = (int) (address - BASE >> PAGE_SHIFT);
      var of = slabs.floorEntry(page);
      assertTrue(end <= BASE + ((long) of.getKey() + (1 << of.getValue()) << PAGE_SHIFT));
      objects.put(address, end);
    }

    private static void assertDisjoint(NavigableMap<Long, Long> map, long start, long end) {
      var before = map.lowerEntry(end);
      assertTrue(before == null || before.getValue() <= start, "overlap");
    }

    @Override
    public void objectFreed(int cpu, long address, int cache, boolean hold) {
      Long end = objects.remove(address);
      assertNotEquals(null, end);
      if (hold) {
        quarantined.put(address, end);
      }
    }

    @Override
    public void objectReleased(int cpu, long address, int cache) {
      assertNotEquals(null, quarantined.remove(address));
    }

    @Override
    public boolean largeAllocated(int cpu, int pfn, int order, long requestedBytes) {
      assertEquals(order, blocks.get(pfn));
      return !refuse;
    }

    @Override
    public void largeFreed(int cpu, int pfn, int order) {
      assertEquals(order, blocks.get(pfn));
    }
  }

  private static SlabRules rules(int cpus, boolean kasan, boolean merge) {
    return new SlabRules(PAGE_SHIFT, cpus, kasan, merge);
  }

  @Test
  void objectsOfANewSlabComeInTheOrderOfAddresses() {
    var machine = new Machine(8192, rules(1, false, false));
    int cache = machine.slab.create(new CacheSpec("dentry", 192, 0, Set.of()));
    long first = machine.slab.allocate(0, cache, 192, Gfp.KERNEL);
    for (int i = 1; i < 21; i++) {
      assertEquals(first + 192L * i, machine.slab.allocate(0, cache, 192, Gfp.KERNEL));
    }
    assertEquals(1, machine.slab.slabs(cache));
    machine.slab.allocate(0, cache, 192, Gfp.KERNEL);
    assertEquals(2, machine.slab.slabs(cache));
  }

  @Test
  void withoutKasanTheObjectFreedLastIsHandedOutNext() {
    var machine = new Machine(8192, rules(1, false, false));
    long a = machine.slab.kmalloc(0, 60, Gfp.KERNEL);
    machine.slab.kmalloc(0, 60, Gfp.KERNEL);
    machine.slab.kfree(0, a);
    assertEquals(a, machine.slab.kmalloc(0, 60, Gfp.KERNEL));
  }

  @Test
  void withKasanAFreedObjectIsNotHandedOutSoon() {
    var machine = new Machine(8192, rules(1, true, false));
    long a = machine.slab.kmalloc(0, 60, Gfp.KERNEL);
    machine.slab.kfree(0, a);
    assertEquals(128, machine.slab.quarantinedBytes());
    assertFalse(machine.slab.isLive(a));
    for (int i = 0; i < 31; i++) {
      assertNotEquals(a, machine.slab.kmalloc(0, 60, Gfp.KERNEL));
    }
  }

  /** Empty slabs stay while the node has fewer than min_partial (5) partial ones. */
  @Test
  void emptySlabsAreGivenUpWhenTheNodeHasEnough() {
    var machine = new Machine(8192, rules(1, false, false));
    int cache = machine.slab.create(new CacheSpec("names_cache", 4096, 64, Set.of()));
    var live = new ArrayList<Long>();
    for (int i = 0; i < 400; i++) {
      live.add(machine.slab.allocate(0, cache, 4096, Gfp.KERNEL));
    }
    assertEquals(50, machine.slab.slabs(cache));
    live.forEach(address -> machine.slab.free(0, address));
    // 6 objects: 2 partial slabs stay with the CPU beside its own, min_partial = log2(4096) / 2
    assertEquals(0, machine.slab.live(cache));
    assertTrue(machine.slab.slabs(cache) <= 1 + 2 + 6, "slabs: " + machine.slab.slabs(cache));
    machine.slab.shrink(0, cache);
    assertEquals(0, machine.slab.slabs(cache));
    assertEquals(0, machine.slab.slabPages());
  }

  /** Without CONFIG_SLUB_CPU_PARTIAL the node keeps fewer than min_partial (6) empty slabs. */
  @Test
  void emptySlabsAreGivenUpAtOnceWhereCpusKeepNoPartialOnes() {
    var machine = new Machine(8192, new SlabRules(PAGE_SHIFT, 1, false, false, false, 1));
    int cache = machine.slab.create(new CacheSpec("names_cache", 4096, 64, Set.of()));
    var live = new ArrayList<Long>();
    for (int i = 0; i < 400; i++) {
      live.add(machine.slab.allocate(0, cache, 4096, Gfp.KERNEL));
    }
    for (int i = 0; i < 400; i++) {
      machine.slab.free(0, live.get(i));
      // 8 objects a slab; the last slab is the CPU's
      int empty = Math.min((i + 1) / 8, 49);
      assertEquals(50 - Math.max(0, empty - 5), machine.slab.slabs(cache), "freed: " + (i + 1));
    }
    machine.slab.shrink(0, cache);
    assertEquals(0, machine.slab.slabs(cache));
  }

  @Test
  void kmallocAboveTwoPagesIsWholePages() {
    var machine = new Machine(8192, rules(1, true, false));
    long address = machine.slab.kmalloc(0, 8193, Gfp.KERNEL);
    int pfn = (int) (address - BASE >> PAGE_SHIFT);
    assertEquals(2, machine.blocks.get(pfn));
    assertTrue(machine.slab.isLive(address));
    assertEquals(0, machine.slab.slabPages());
    machine.slab.kfree(0, address);
    assertFalse(machine.slab.isLive(address));
    assertTrue(machine.blocks.isEmpty());
  }

  @Test
  void aRefusedSlabFailsTheAllocationAndGivesThePagesBack() {
    var machine = new Machine(8192, rules(1, true, false));
    machine.refuse = true;
    assertEquals(0, machine.slab.kmalloc(0, 100, Gfp.KERNEL));
    assertEquals(0, machine.slab.kmalloc(0, 100_000, Gfp.KERNEL));
    assertTrue(machine.blocks.isEmpty());
    machine.refuse = false;
    assertNotEquals(0, machine.slab.kmalloc(0, 100, Gfp.KERNEL));
  }

  @Test
  void freeingTwiceIsAnErrorOfTheCaller() {
    var machine = new Machine(8192, rules(1, true, false));
    long address = machine.slab.kmalloc(0, 100, Gfp.KERNEL);
    machine.slab.kfree(0, address);
    assertThrows(IllegalStateException.class, () -> machine.slab.kfree(0, address));
    assertThrows(IllegalStateException.class, () -> machine.slab.kfree(0, BASE + (7000L << 12)));
  }

  @Test
  void anAddressTellsWhatItPointsInto() {
    var machine = new Machine(8192, rules(1, true, false));
    long object = machine.slab.kmalloc(0, 100, Gfp.KERNEL);
    long large = machine.slab.kmalloc(0, 20_000, Gfp.KERNEL);
    assertEquals(SlabAllocator.Place.OBJECT, machine.slab.placeOf(object));
    assertEquals(SlabAllocator.Place.INSIDE_SLAB, machine.slab.placeOf(object + 8));
    assertEquals(object, machine.slab.slotAt(object + 255));
    assertEquals("kmalloc-128", machine.slab.cache(machine.slab.cacheAt(object)).name());
    assertEquals(SlabAllocator.Place.LARGE, machine.slab.placeOf(large));
    assertEquals(SlabAllocator.Place.INSIDE_LARGE, machine.slab.placeOf(large + 4096));
    long page = BASE + ((long) machine.pages.allocate(0, 0, Gfp.KERNEL) << PAGE_SHIFT);
    assertEquals(SlabAllocator.Place.ELSEWHERE, machine.slab.placeOf(page));
    assertEquals(SlabAllocator.Place.ELSEWHERE, machine.slab.placeOf(0x1000));
  }

  @Test
  void likeCachesShareSlabsWithoutKasanOnly() {
    var spec = new CacheSpec("vma_lock", 40, 0, Set.of());
    var like = new CacheSpec("extent_status", 40, 0, Set.of());
    var reclaimable = new CacheSpec("mb_cache", 40, 0, Set.of(CacheFlag.RECLAIMABLE));
    var withConstructor = new CacheSpec("inode", 40, 0, Set.of(CacheFlag.CONSTRUCTOR));
    var plain = new Machine(8192, rules(1, false, true)).slab;
    int first = plain.create(spec);
    assertEquals(first, plain.create(like));
    assertNotEquals(first, plain.create(reclaimable));
    assertNotEquals(first, plain.create(withConstructor));
    var kasan = new Machine(8192, rules(1, true, true)).slab;
    assertNotEquals(kasan.create(spec), kasan.create(like));
  }

  /** When order 3 cannot be had, SLUB makes do with the smallest slab that holds an object. */
  @Test
  void slabsAreSmallerWhenMemoryIsFragmented() {
    var machine = new Machine(4096, rules(1, false, false));
    int cache = machine.slab.create(new CacheSpec("names_cache", 4096, 64, Set.of()));
    var singles = new ArrayList<Integer>();
    for (int pfn; (pfn = machine.pages.allocate(0, 0, Gfp.MEMALLOC)) != MemMap.NONE; ) {
      singles.add(pfn);
    }
    for (int pfn : singles) {
      if (pfn % 2 == 0) {
        machine.pages.free(0, pfn, 0);
      }
    }
    assertNotEquals(0, machine.slab.allocate(0, cache, 4096, Gfp.KERNEL));
    assertEquals(1, machine.slab.pages(cache));
    assertEquals(1, machine.slab.slots(cache));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, false, false",
    "2, 2, false, true",
    "3, 4, true, false",
    "4, 8, true, false",
    "5, 1, true, false",
    "6, 3, false, true"
  })
  void randomRequestsNeverOverlapAndAllMemoryComesBack(
      long seed, int cpus, boolean kasan, boolean merge) {
    var random = new SplittableRandom(seed);
    var machine = new Machine(32768, rules(cpus, kasan, merge));
    long free = machine.pages.freePages();
    var live = new ArrayList<Long>();
    int[] caches = {
      machine.slab.create(new CacheSpec("inode", 1088, 0, Set.of(CacheFlag.CONSTRUCTOR))),
      machine.slab.create(new CacheSpec("dentry", 192, 0, Set.of(CacheFlag.RECLAIMABLE))),
      machine.slab.create(new CacheSpec("maple_node", 256, 256, Set.of())),
      machine.slab.create(new CacheSpec("anon_vma", 96, 0, Set.of(CacheFlag.TYPESAFE_BY_RCU))),
      machine.slab.create(new CacheSpec("names_cache", 4096, 64, Set.of()))
    };
    for (int step = 0; step < 100_000; step++) {
      int cpu = random.nextInt(cpus);
      int gfp = random.nextBoolean() ? Gfp.KERNEL : Gfp.ATOMIC;
      machine.refuse = random.nextInt(50) == 0;
      boolean growing = step / 20_000 % 2 == 0;
      if (random.nextInt(100) < (growing ? 55 : 40)) {
        long address;
        if (random.nextInt(3) == 0) {
          address = machine.slab.kmalloc(cpu, 1 + (1L << random.nextInt(15)) / 3, gfp);
        } else {
          int cache = caches[random.nextInt(caches.length)];
          long bytes = machine.slab.cache(cache).objectBytes();
          address = machine.slab.allocate(cpu, cache, bytes, gfp);
        }
        if (address != 0) {
          live.add(address);
        }
      } else if (!live.isEmpty()) {
        int i = random.nextInt(live.size());
        long address = live.get(i);
        live.set(i, live.get(live.size() - 1));
        live.remove(live.size() - 1);
        assertTrue(machine.slab.isLive(address));
        machine.slab.kfree(cpu, address);
      }
      machine.slab.endGracePeriods(step * 10_000L);
      if (step % 1000 == 0) {
        checkCounts(machine, free);
      }
    }
    machine.refuse = false;
    live.forEach(address -> machine.slab.kfree(0, address));
    for (int cache = 0; cache < machine.slab.cacheCount(); cache++) {
      machine.slab.shrink(0, cache);
      assertEquals(0, machine.slab.slabs(cache));
    }
    assertEquals(0, machine.slab.quarantinedBytes());
    machine.slab.rcuBarrier();
    assertTrue(machine.blocks.isEmpty());
    assertEquals(free, machine.pages.freePages());
  }

  private static void checkCounts(Machine machine, long free) {
    long slabPages = 0;
    for (int order : machine.slabs.values()) {
      slabPages += 1L << order;
    }
    assertEquals(slabPages, machine.slab.slabPages());
    long allPages = 0;
    for (int order : machine.blocks.values()) {
      allPages += 1L << order;
    }
    assertEquals(free, machine.pages.freePages() + allPages);
    long objects = 0;
    long waiting = 0;
    for (int cache = 0; cache < machine.slab.cacheCount(); cache++) {
      objects += machine.slab.live(cache);
      waiting += machine.slab.quarantined(cache);
      assertTrue(
          machine.slab.live(cache) + machine.slab.quarantined(cache) <= machine.slab.slots(cache));
    }
    assertEquals(machine.objects.size(), objects);
    assertEquals(machine.quarantined.size(), waiting);
  }
}
