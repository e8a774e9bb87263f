// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.PfnRange;

/** Page allocators over free memory, to begin with. */
final class Pages {
  static final int PAGE_SHIFT = 12;
  static final PageListener NOBODY =
      new PageListener() {
        @Override
        public void pagesAllocated(int cpu, int pfn, int order) {}

        @Override
        public void pagesFreed(int cpu, int pfn, int order) {}
      };

  static PageAllocator machine(int cpus, int pageBlockOrder, boolean dma, PfnRange... free) {
    long frames = free[free.length - 1].end();
    return new PageAllocator(
        new MemMap(frames, pageBlockOrder), List.of(free), dma, cpus, PAGE_SHIFT, NOBODY);
  }

  static List<Long> freeBlocks(PageAllocator pages) {
    var counts = new ArrayList<Long>();
    for (int i = 0; i < pages.zones().count(); i++) {
      for (int order = 0; order <= MemMap.MAX_ORDER; order++) {
        counts.add(pages.zones().get(i).blocks(order));
      }
    }
    return counts;
  }

  private Pages() {}
}
