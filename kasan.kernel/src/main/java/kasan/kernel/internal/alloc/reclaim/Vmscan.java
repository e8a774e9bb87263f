// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.reclaim;

import java.util.ArrayList;
import java.util.List;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.alloc.page.Reclaimer;

/**
 * Reclaim: looks at a growing part of the page cache and of what shrinkers offer until enough pages
 * are free. kswapd works at once when it is woken, until a zone is above its high watermark; an
 * allocation that reclaims for itself is content with a few pages.
 */
public final class Vmscan implements Reclaimer {
  private static final int DEF_PRIORITY = 12;

  /** SWAP_CLUSTER_MAX: pages that a direct reclaimer wants. */
  private static final int CLUSTER = 32;

  private final PageAllocator pages;
  private final PageCacheLru cache;
  private final Evictor evictor;
  private final List<Shrinker> shrinkers = new ArrayList<>();
  private boolean active;
  private boolean outOfMemory;
  private long pagesReclaimed;
  private long objectsReclaimed;
  private long kswapdRuns;
  private long directRuns;

  /** Reclaim from {@code cache}; shrinkers are added as they come up. */
  public Vmscan(PageAllocator pages, PageCacheLru cache, Evictor evictor) {
    this.pages = pages;
    this.cache = cache;
    this.evictor = evictor;
  }

  /** Another kind of objects that can be freed. */
  public void register(Shrinker shrinker) {
    shrinkers.add(shrinker);
  }

  @Override
  public void wakeKswapd(int highestZone, int order) {
    if (active) {
      return;
    }
    active = true;
    kswapdRuns++;
    pages.zones().setReclaimActive(highestZone, true);
    long boost = pages.zones().boost(highestZone);
    long before = pages.freePages();
    int priority = DEF_PRIORITY;
    while (priority >= 1 && !done(highestZone, boost, before)) {
      long at = pages.freePages();
      pass(0, priority, Math.max(pages.zones().highWatermarks(highestZone), CLUSTER));
      if (pages.freePages() - at < CLUSTER) {
        priority--;
      }
    }
    pages.zones().setReclaimActive(highestZone, false);
    active = false;
  }

  private boolean done(int highestZone, long boost, long before) {
    return pages.freePages() - before >= boost && pages.zones().balanced(highestZone, 0);
  }

  @Override
  public long reclaim(int cpu, int highestZone, int order) {
    if (active) {
      return 0;
    }
    active = true;
    directRuns++;
    long before = pages.freePages();
    for (int priority = DEF_PRIORITY;
        priority >= 0 && pages.freePages() - before < CLUSTER;
        priority--) {
      pass(cpu, priority, CLUSTER);
    }
    active = false;
    return Math.max(0, pages.freePages() - before);
  }

  @Override
  public boolean outOfMemory(int cpu, int order) {
    outOfMemory = true;
    return false;
  }

  /** Whether an allocation that may sleep failed although everything was reclaimed. */
  public boolean ranOutOfMemory() {
    return outOfMemory;
  }

  /** Pages of the page cache that were reclaimed. */
  public long pagesReclaimed() {
    return pagesReclaimed;
  }

  /** Objects that shrinkers have freed. */
  public long objectsReclaimed() {
    return objectsReclaimed;
  }

  /** How often kswapd worked. */
  public long kswapdRuns() {
    return kswapdRuns;
  }

  /** How often an allocation reclaimed for itself. */
  public long directRuns() {
    return directRuns;
  }

  /** One look at a part of everything; at most {@code most} pages of cache go. */
  private void pass(int cpu, int priority, long most) {
    if (inactiveIsLow()) {
      cache.deactivate(Math.max(cache.active() >> priority, 1));
    }
    long scan = cache.inactive() >> priority;
    for (long freed = 0; scan > 0 && freed < most; freed++) {
      int pfn = cache.takeOldest((int) Math.min(scan, Integer.MAX_VALUE));
      if (pfn == MemMap.NONE) {
        break;
      }
      evictor.evictPage(cpu, pfn);
      pagesReclaimed++;
      scan--;
    }
    for (int i = 0; i < shrinkers.size(); i++) {
      objectsReclaimed += shrinkers.get(i).shrink(cpu, priority, evictor);
    }
  }

  /** The more memory, the smaller the part of it that is kept inactive. */
  private boolean inactiveIsLow() {
    long gib = cache.pages() >> (30 - pages.pageShift());
    long ratio = gib == 0 ? 1 : (long) Math.sqrt((double) (10 * gib));
    return cache.inactive() * ratio < cache.active();
  }
}
