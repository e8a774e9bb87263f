// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/** Hears of pages that leave the page allocator and come back. */
public interface PageListener {
  /** 2^{@code order} pages were handed out. */
  void pagesAllocated(int cpu, int pfn, int order);

  /** 2^{@code order} pages are free again; the allocator has them. */
  void pagesFreed(int cpu, int pfn, int order);
}
