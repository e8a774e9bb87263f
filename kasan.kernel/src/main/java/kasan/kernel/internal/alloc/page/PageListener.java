// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/** Hears of pages that leave the page allocator and come back. */
public interface PageListener {
  /** 2^{@code order} pages were handed out. */
  void pagesAllocated(int cpu, int pfn, int order);

  /** Blocks of 2^{@code order} pages, one behind the other, were handed out one by one. */
  default void blocksAllocated(int cpu, int pfn, int order, int blocks) {
    for (int i = 0; i < blocks; i++) {
      pagesAllocated(cpu, pfn + (i << order), order);
    }
  }

  /** Blocks of 2^{@code order} pages, one behind the other, are free again one by one. */
  default void blocksFreed(int cpu, int pfn, int order, int blocks) {
    for (int i = 0; i < blocks; i++) {
      pagesFreed(cpu, pfn + (i << order), order);
    }
  }

  /** 2^{@code order} pages are free again; the allocator has them. */
  void pagesFreed(int cpu, int pfn, int order);
}
