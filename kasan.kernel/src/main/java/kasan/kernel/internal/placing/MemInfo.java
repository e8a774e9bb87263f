// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.placement.Allocators;
import kasan.lab.api.kernel.CacheUse;

/** What memory is used for, as /proc/meminfo and /proc/slabinfo of such a kernel would tell it. */
final class MemInfo {
  private final Allocators allocators;

  MemInfo(Allocators allocators) {
    this.allocators = allocators;
  }

  /** Lines of meminfo, in kB. */
  SortedMap<String, Long> lines(long memTotalKb) {
    SlabAllocator slab = allocators.slab;
    long reclaimable = 0;
    for (int id = 0; id < slab.cacheCount(); id++) {
      reclaimable += slab.reclaimable(id) ? slab.pages(id) : 0;
    }
    var lines = new TreeMap<String, Long>();
    lines.put("MemTotal", memTotalKb);
    lines.put("MemFree", kb(allocators.pages.freePages()));
    lines.put("Cached", kb(allocators.pageCache.pages()));
    lines.put("Slab", kb(slab.slabPages()));
    lines.put("SReclaimable", kb(reclaimable));
    lines.put("SUnreclaim", kb(slab.slabPages() - reclaimable));
    lines.put("KernelStack", allocators.stacks.live() * (allocators.stacks.bytes() >> 10));
    return lines;
  }

  private long kb(long pages) {
    return pages << (allocators.pages.pageShift() - 10);
  }

  /** Caches with slabs, the largest first. */
  List<CacheUse> caches() {
    SlabAllocator slab = allocators.slab;
    var caches = new ArrayList<CacheUse>();
    for (int id = 0; id < slab.cacheCount(); id++) {
      if (slab.pages(id) > 0) {
        caches.add(
            new CacheUse(
                slab.cache(id).name(),
                slab.pages(id),
                slab.slots(id),
                slab.live(id),
                slab.quarantined(id)));
      }
    }
    caches.sort(Comparator.comparingLong(CacheUse::pages).reversed().thenComparing(CacheUse::name));
    return caches;
  }
}
