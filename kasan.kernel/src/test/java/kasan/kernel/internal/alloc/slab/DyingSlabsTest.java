// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kasan.api.memory.PfnRange;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.page.PageListener;
import org.junit.jupiter.api.Test;

/** Slabs that RCU readers may still look at: a struct file, a bio. */
class DyingSlabsTest implements PageListener, SlabListener {
  private static final long BASE = 0xffff888000000000L;
  private static final long MILLI = 1_000_000;

  private final TreeSet<Integer> slabs = new TreeSet<>();
  private final PageAllocator pages =
      new PageAllocator(new MemMap(4096, 9), List.of(new PfnRange(1024, 4096)), false, 1, 12, this);
  private final SlabAllocator slab =
      new SlabAllocator(pages, new SlabRules(12, 1, false, false, false, 1), BASE, this);

  @Override
  public void pagesAllocated(int cpu, int pfn, int order) {
    // slabs are looked at
  }

  @Override
  public void pagesFreed(int cpu, int pfn, int order) {
    assertFalse(slabs.contains(pfn));
  }

  @Override
  public boolean slabAllocated(int cpu, int pfn, int order, int cache) {
    return slabs.add(pfn);
  }

  @Override
  public void slabFreed(int cpu, int pfn, int order) {
    assertTrue(slabs.remove(pfn));
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, int cache) {
    // slabs are looked at
  }

  @Override
  public void objectFreed(int cpu, long address, int cache, boolean quarantined) {
    // slabs are looked at
  }

  @Override
  public void objectReleased(int cpu, long address, int cache) {
    // slabs are looked at
  }

  @Override
  public boolean largeAllocated(int cpu, int pfn, int order, long requestedBytes) {
    return true;
  }

  @Override
  public void largeFreed(int cpu, int pfn, int order) {
    // slabs are looked at
  }

  /** 40 slabs become empty, of which node and CPU keep a few. */
  private int emptied(CacheSpec spec) {
    int cache = slab.create(spec);
    var live = new ArrayList<Long>();
    while (slabs.size() < 40) {
      live.add(slab.allocate(0, cache, spec.objectBytes(), Gfp.KERNEL));
    }
    live.forEach(address -> slab.free(0, address));
    assertTrue(slab.slabs(cache) < 10);
    return cache;
  }

  @Test
  void pagesOfATypesafeSlabGoWhenAGracePeriodIsOver() {
    slab.endGracePeriods(7 * MILLI);
    int cache = emptied(known("filp", 184, 192));
    assertEquals(40, slabs.size());
    slab.endGracePeriods(26 * MILLI);
    assertEquals(40, slabs.size());
    slab.endGracePeriods(27 * MILLI);
    assertEquals(slab.slabs(cache), slabs.size());
  }

  @Test
  void pagesOfOthersGoAtOnce() {
    int cache = emptied(new CacheSpec("names_cache", 4096, 64, Set.of()));
    assertEquals(slab.slabs(cache), slabs.size());
  }

  @Test
  void aBarrierWaitsForAll() {
    int cache = emptied(known("bio-184", 184, 192));
    slab.rcuBarrier();
    assertEquals(slab.slabs(cache), slabs.size());
    assertEquals(slab.slabs(cache), slab.slabPages());
  }

  /** A slab whose pages wait holds no object that could be handed out. */
  @Test
  void whatDiesIsNotHandedOutAgain() {
    int cache = emptied(known("anon_vma", 96, 104));
    long taken = slab.slots(cache);
    for (long i = 0; i < taken; i++) {
      slab.allocate(0, cache, 96, Gfp.KERNEL);
    }
    assertEquals(40, slabs.size());
    slab.allocate(0, cache, 96, Gfp.KERNEL);
    assertEquals(41, slabs.size());
  }

  private static CacheSpec known(String name, long objectBytes, long slotBytes) {
    return new CacheCatalog().specOf(name, objectBytes, slotBytes);
  }
}
