// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Arrays;
import kasan.api.memory.SlabCache;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;

/**
 * The slab allocator of one kernel: SLUB of Linux 6.12 with per-CPU slabs, per-CPU and node partial
 * lists, and, with KASAN, a {@link Quarantine} before the free lists.
 *
 * <p>Addresses are those of the direct map; 0 is no address. One thread.
 */
public final class SlabAllocator {
  /** How long a grace period of RCU takes. */
  public static final long GRACE_PERIOD_NANOS = 20_000_000;

  private final PageAllocator pages;
  private final SlabRules rules;
  private final SlabListener listener;
  private final SlabTable slabs = new SlabTable();
  private final SlabPages slabPages;
  private final CpuSlabs cpuSlabs;
  private final Quarantine quarantine;
  private final KmallocSizes kmallocSizes;
  private final int[] kmallocCaches;
  private Cache[] caches = new Cache[64];
  private int cacheCount;

  /**
   * @param directMapBase address of pfn 0
   */
  public SlabAllocator(
      PageAllocator pages, SlabRules rules, long directMapBase, SlabListener listener) {
    this(pages, rules, directMapBase, pages.managedPages() << rules.pageShift(), listener);
  }

  /**
   * @param directMapBase address of pfn 0
   * @param ramBytes what the quarantine is measured by (totalram)
   */
  public SlabAllocator(
      PageAllocator pages,
      SlabRules rules,
      long directMapBase,
      long ramBytes,
      SlabListener listener) {
    this.pages = pages;
    this.rules = rules;
    this.listener = listener;
    slabPages = new SlabPages(pages, slabs, listener, rules.pageShift(), directMapBase);
    cpuSlabs = new CpuSlabs(slabs, slabPages);
    quarantine = new Quarantine(rules.cpus(), ramBytes, this::releaseQuarantined);
    kmallocSizes = new KmallocSizes(rules);
    kmallocCaches = new int[2 * kmallocSizes.count()];
    for (int i = 0; i < kmallocCaches.length; i++) {
      kmallocCaches[i] = create(kmallocSizes.spec(i / 2, i % 2 == 1));
    }
  }

  /**
   * Creates a cache, or finds one that it may share.
   *
   * @return its number
   */
  public int create(CacheSpec spec) {
    SlabLayout layout = SlabLayout.of(spec, rules);
    if (rules.merge() && !rules.kasan()) {
      int like = CacheMerging.find(caches, cacheCount, spec);
      if (like >= 0) {
        return like;
      }
    }
    if (cacheCount == caches.length) {
      caches = Arrays.copyOf(caches, 2 * cacheCount);
    }
    caches[cacheCount] = new Cache(cacheCount, spec, layout, rules);
    return cacheCount++;
  }

  /**
   * Allocates an object.
   *
   * @param requestedBytes at most the cache's object size
   * @return its address, or 0 when there is no memory
   */
  public long allocate(int cpu, int cacheId, long requestedBytes, int gfp) {
    Cache cache = caches[cacheId];
    if (cache.cpuFree[cpu] == SlabTable.NONE && !cpuSlabs.refill(cache, cpu, gfp)) {
      return 0;
    }
    int slab = cache.cpuSlab[cpu];
    int index = cache.cpuFree[cpu];
    short[] links = slabs.links[slab];
    cache.cpuFree[cpu] = links[index];
    links[index] = SlabTable.LIVE;
    cache.live++;
    long address = slabPages.addressOf(slab, index, cache.layout.slotBytes());
    if (rules.kasan() && (gfp & Gfp.DIRECT_RECLAIM) != 0) {
      quarantine.reduce(cpu);
    }
    listener.objectAllocated(cpu, address, requestedBytes, cache.id);
    return address;
  }

  /** Frees a live object, to the quarantine where KASAN has one for its cache. */
  public void free(int cpu, long address) {
    int slab = slabPages.slabOf(address);
    Cache cache = caches[slabs.cache[slab]];
    int index = slabPages.indexOf(address, slab, cache.layout.slotBytes());
    if (slabs.links[slab][index] != SlabTable.LIVE) {
      throw new IllegalStateException("free of " + Long.toHexString(address));
    }
    cache.live--;
    boolean hold = rules.kasan() && cache.layout.quarantined();
    listener.objectFreed(cpu, address, cache.id, hold);
    if (hold) {
      cache.quarantined++;
      slabs.links[slab][index] = SlabTable.QUARANTINED;
      quarantine.put(cpu, address, cache.layout.slotBytes());
    } else {
      cpuSlabs.put(cache, cpu, slab, index);
    }
  }

  /**
   * kmalloc: from the cache of the size class, or whole pages.
   *
   * @return address, or 0 when there is no memory
   */
  public long kmalloc(int cpu, long bytes, int gfp) {
    int index = kmallocSizes.indexOf(bytes);
    if (index < 0) {
      return kmallocLarge(cpu, bytes, gfp);
    }
    int type = (gfp & Gfp.RECLAIMABLE) != 0 ? 1 : 0;
    long address = allocate(cpu, kmallocCaches[2 * index + type], bytes, gfp);
    if (address != 0 && rules.kasan() && (gfp & Gfp.DIRECT_RECLAIM) != 0) {
      quarantine.reduce(cpu);
    }
    return address;
  }

  /** kfree of what {@link #kmalloc} or {@link #allocate} gave. */
  public void kfree(int cpu, long address) {
    int pfn = slabPages.pfnOf(address);
    if (!slabPages.isLarge(pfn)) {
      free(cpu, address);
      return;
    }
    int order = pages.orderOf(pfn);
    slabPages.disown(pfn, order);
    listener.largeFreed(cpu, pfn, order);
    pages.free(cpu, pfn, order);
  }

  /** Whether an address is the first byte of a live object or of a large kmalloc. */
  public boolean isLive(long address) {
    Place place = placeOf(address);
    if (place != Place.OBJECT) {
      return place == Place.LARGE;
    }
    int slab = slabPages.slabOf(address);
    int slotBytes = caches[slabs.cache[slab]].layout.slotBytes();
    return slabs.links[slab][slabPages.indexOf(address, slab, slotBytes)] == SlabTable.LIVE;
  }

  /** What an address points into, seen as kfree and ksize see it. */
  public enum Place {
    /** Neither slab nor large kmalloc. */
    ELSEWHERE,
    /** A slab, at the start of an object. */
    OBJECT,
    /** A slab, not at the start of an object. */
    INSIDE_SLAB,
    /** The first byte of a large kmalloc. */
    LARGE,
    /** Another byte of a large kmalloc. */
    INSIDE_LARGE
  }

  /** What lies at an address; it need not be live. */
  public Place placeOf(long address) {
    if (!slabPages.maps(address)) {
      return Place.ELSEWHERE;
    }
    int pfn = slabPages.pfnOf(address);
    if (slabPages.isOfLarge(pfn)) {
      boolean first = slabPages.isLarge(pfn) && slabPages.inPage(address) == 0;
      return first ? Place.LARGE : Place.INSIDE_LARGE;
    }
    if (!slabPages.isOfSlab(pfn)) {
      return Place.ELSEWHERE;
    }
    int slab = slabPages.slabOf(address);
    int slotBytes = caches[slabs.cache[slab]].layout.slotBytes();
    int index = slabPages.indexOf(address, slab, slotBytes);
    return index < slabs.objects[slab] && slabPages.addressOf(slab, index, slotBytes) == address
        ? Place.OBJECT
        : Place.INSIDE_SLAB;
  }

  /** Cache of the slab that an address lies in. */
  public int cacheAt(long address) {
    return slabs.cache[slabPages.slabOf(address)];
  }

  /** First byte of the slot that an address lies in. */
  public long slotAt(long address) {
    int slab = slabPages.slabOf(address);
    int slotBytes = caches[slabs.cache[slab]].layout.slotBytes();
    return slabPages.addressOf(slab, slabPages.indexOf(address, slab, slotBytes), slotBytes);
  }

  /** Gives a cache's quarantined objects and empty slabs up (kmem_cache_shrink). */
  public void shrink(int cpu, int cacheId) {
    Cache cache = caches[cacheId];
    quarantine.removeIf(
        address -> slabs.cache[slabPages.slabOf(address)] == cacheId,
        cache.layout.slotBytes(),
        cpu);
    cpuSlabs.shrink(cache, cpu, rules.cpus());
  }

  /** Time has come to {@code nanos}: pages of slabs go whose grace period of RCU has ended. */
  public void endGracePeriods(long nanos) {
    slabPages.endGracePeriods(caches, nanos);
  }

  /** Pages of all slabs go that wait for a grace period of RCU (rcu_barrier). */
  public void rcuBarrier() {
    slabPages.rcuBarrier(caches);
  }

  /** Number of caches. */
  public int cacheCount() {
    return cacheCount;
  }

  /** The cache of this number, as shadows see it. */
  public SlabCache cache(int id) {
    return caches[id].info;
  }

  /** Layout of a cache. */
  public SlabLayout layout(int id) {
    return caches[id].layout;
  }

  /** Size of a slot of a cache on a kernel without KASAN. */
  public int plainSlotBytes(int id) {
    return (int) SlabLayout.slotBytesWithoutKasan(caches[id].spec);
  }

  /** Whether the pages of a cache count as reclaimable. */
  public boolean reclaimable(int id) {
    return caches[id].spec.has(CacheFlag.RECLAIMABLE);
  }

  /** Slabs of a cache. */
  public long slabs(int id) {
    return caches[id].slabs;
  }

  /** Slots in the slabs of a cache. */
  public long slots(int id) {
    return caches[id].slots;
  }

  /** Live objects of a cache. */
  public long live(int id) {
    return caches[id].live;
  }

  /** Quarantined objects of a cache. */
  public long quarantined(int id) {
    return caches[id].quarantined;
  }

  /** Pages in slabs of a cache. */
  public long pages(int id) {
    return caches[id].pages;
  }

  /** Pages in slabs of all caches. */
  public long slabPages() {
    long sum = 0;
    for (int i = 0; i < cacheCount; i++) {
      sum += caches[i].pages;
    }
    return sum;
  }

  /** Bytes in the quarantine, whole slots. */
  public long quarantinedBytes() {
    return quarantine.bytes();
  }

  private void releaseQuarantined(int cpu, long address) {
    int slab = slabPages.slabOf(address);
    Cache cache = caches[slabs.cache[slab]];
    cache.quarantined--;
    listener.objectReleased(cpu, address, cache.id);
    cpuSlabs.put(cache, cpu, slab, slabPages.indexOf(address, slab, cache.layout.slotBytes()));
  }

  private long kmallocLarge(int cpu, long bytes, int gfp) {
    if (bytes > rules.kmallocMaxBytes()) {
      return 0;
    }
    int order = rules.orderFor(bytes);
    int pfn = pages.allocate(cpu, order, gfp & ~Gfp.MOVABLE);
    if (pfn == MemMap.NONE) {
      return 0;
    }
    if (rules.kasan() && (gfp & Gfp.DIRECT_RECLAIM) != 0) {
      quarantine.reduce(cpu);
    }
    if (!listener.largeAllocated(cpu, pfn, order, bytes)) {
      pages.free(cpu, pfn, order);
      return pages.reclaimAfterRefusal(cpu, gfp) ? kmallocLarge(cpu, bytes, gfp) : 0;
    }
    return slabPages.ownLarge(pfn, order);
  }
}
