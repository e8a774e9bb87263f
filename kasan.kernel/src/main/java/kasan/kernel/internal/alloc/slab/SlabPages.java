// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;

/** Pages of slabs and of large kmallocs: taken, given back, and which address lies in which. */
final class SlabPages {
  /** Marks in the owner column of the {@link MemMap}: first page of a large kmalloc, and others. */
  private static final int LARGE = -1;

  private static final int LARGE_REST = -2;

  /** Owner of the pages of slab 0; no other user of that column has such large numbers. */
  private static final int SLAB = 1 << 30;

  private static final int NO_OWNER = 0;

  private final PageAllocator pages;
  private final MemMap map;
  private final SlabTable slabs;
  private final SlabListener listener;
  private final int pageShift;
  private final long directMapBase;
  private final DyingSlabs dying = new DyingSlabs();
  private long nowNanos;

  SlabPages(
      PageAllocator pages,
      SlabTable slabs,
      SlabListener listener,
      int pageShift,
      long directMapBase) {
    this.pages = pages;
    this.map = pages.map();
    this.slabs = slabs;
    this.listener = listener;
    this.pageShift = pageShift;
    this.directMapBase = directMapBase;
  }

  /** Takes pages for a slab of a cache; its number, or {@link SlabTable#NONE}. */
  int take(Cache cache, int cpu, int gfp) {
    SlabLayout layout = cache.layout;
    int flags = gfp & ~Gfp.MOVABLE | Gfp.SLAB;
    if (cache.spec.has(CacheFlag.RECLAIMABLE)) {
      flags |= Gfp.RECLAIMABLE;
    }
    int order = layout.order();
    int objects = layout.objects();
    int firstTry = flags | Gfp.NORETRY;
    if (order > layout.minOrder() && (flags & Gfp.DIRECT_RECLAIM) != 0) {
      firstTry &= ~Gfp.KERNEL;
    }
    int pfn = pages.allocate(cpu, order, firstTry);
    if (pfn == MemMap.NONE) {
      order = layout.minOrder();
      objects = layout.minObjects();
      pfn = pages.allocate(cpu, order, flags);
      if (pfn == MemMap.NONE) {
        return SlabTable.NONE;
      }
    }
    if (!listener.slabAllocated(cpu, pfn, order, cache.id)) {
      pages.free(cpu, pfn, order);
      return pages.reclaimAfterRefusal(cpu, gfp) ? take(cache, cpu, gfp) : SlabTable.NONE;
    }
    int slab = slabs.add(pfn, order, cache.id, objects);
    setOwner(pfn, order, SLAB + slab);
    cache.slabs++;
    cache.slots += objects;
    cache.pages += 1L << order;
    return slab;
  }

  /** Gives an empty slab up: its pages go at once, or when readers of RCU have left them. */
  void giveBack(Cache cache, int cpu, int slab) {
    cache.slabs--;
    cache.slots -= slabs.objects[slab];
    if (cache.spec.has(CacheFlag.TYPESAFE_BY_RCU)) {
      slabs.place[slab] = SlabTable.DYING;
      dying.add(slab, cpu, nowNanos);
    } else {
      free(cache, cpu, slab);
    }
  }

  /**
   * Time has come to {@code nanos}: pages go whose grace period has ended.
   *
   * @param caches by number
   */
  void endGracePeriods(Cache[] caches, long nanos) {
    nowNanos = nanos;
    freeDying(caches, nanos);
  }

  /** All grace periods end, however long they would take. */
  void rcuBarrier(Cache[] caches) {
    freeDying(caches, Long.MAX_VALUE);
  }

  private void freeDying(Cache[] caches, long nanos) {
    while (dying.due(nanos)) {
      int cpu = dying.cpu();
      int slab = dying.take();
      free(caches[slabs.cache[slab]], cpu, slab);
    }
  }

  private void free(Cache cache, int cpu, int slab) {
    int pfn = slabs.pfn[slab];
    int order = slabs.order[slab];
    cache.pages -= 1L << order;
    slabs.remove(slab);
    setOwner(pfn, order, NO_OWNER);
    listener.slabFreed(cpu, pfn, order);
    pages.free(cpu, pfn, order);
  }

  /** Pages became a large kmalloc; returns its address. */
  long ownLarge(int pfn, int order) {
    setOwner(pfn, order, LARGE_REST);
    map.setOwner(pfn, LARGE);
    return directMapBase + ((long) pfn << pageShift);
  }

  /** Pages are a large kmalloc no longer. */
  void disown(int pfn, int order) {
    setOwner(pfn, order, NO_OWNER);
  }

  /** Whether a page is the first one of a large kmalloc. */
  boolean isLarge(int pfn) {
    return map.owner(pfn) == LARGE;
  }

  /** Whether a page is of a large kmalloc. */
  boolean isOfLarge(int pfn) {
    return isLarge(pfn) || map.owner(pfn) == LARGE_REST;
  }

  /** Whether a page is of a slab. */
  boolean isOfSlab(int pfn) {
    return map.owner(pfn) >= SLAB;
  }

  /** Whether the direct map has an address. */
  boolean maps(long address) {
    long offset = address - directMapBase;
    return offset >= 0 && offset >> pageShift < map.frames();
  }

  /** How far an address is into its page. */
  long inPage(long address) {
    return address - directMapBase & (1L << pageShift) - 1;
  }

  private void setOwner(int pfn, int order, int owner) {
    for (int i = 0; i < 1 << order; i++) {
      map.setOwner(pfn + i, owner);
    }
  }

  int pfnOf(long address) {
    return (int) ((address - directMapBase) >>> pageShift);
  }

  int slabOf(long address) {
    int owner = map.owner(pfnOf(address));
    if (owner < SLAB) {
      throw new IllegalStateException("no slab at " + Long.toHexString(address));
    }
    return owner - SLAB;
  }

  long addressOf(int slab, int index, int slotBytes) {
    return directMapBase + ((long) slabs.pfn[slab] << pageShift) + (long) index * slotBytes;
  }

  int indexOf(long address, int slab, int slotBytes) {
    return (int) ((address - directMapBase - ((long) slabs.pfn[slab] << pageShift)) / slotBytes);
  }
}
