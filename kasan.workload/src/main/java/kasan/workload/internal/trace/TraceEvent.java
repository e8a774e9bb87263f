// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.List;

/**
 * The kernel's trace events that mean something to us, with the names they had in the past: events
 * of their own for a given node until 6.1; other names for frees of pages until 3.3.
 */
enum TraceEvent {
  KMALLOC("kmalloc", "kmalloc_node"),
  KMEM_CACHE_ALLOC("kmem_cache_alloc", "kmem_cache_alloc_node"),
  KFREE("kfree"),
  KMEM_CACHE_FREE("kmem_cache_free"),
  MM_PAGE_ALLOC("mm_page_alloc"),
  MM_PAGE_FREE("mm_page_free", "mm_page_free_direct", "mm_pagevec_free"),
  MM_PAGE_FREE_BATCHED("mm_page_free_batched"),
  MM_PAGE_PCPU_DRAIN("mm_page_pcpu_drain"),
  ALLOC_VMAP_AREA("alloc_vmap_area"),
  FREE_VMAP_AREA_NOFLUSH("free_vmap_area_noflush"),
  PURGE_VMAP_AREA_LAZY("purge_vmap_area_lazy"),
  TASK_NEWTASK("task_newtask"),
  SCHED_PROCESS_EXIT("sched_process_exit"),
  SCHED_PROCESS_FREE("sched_process_free"),
  /** What somebody wrote to trace_marker. */
  MARK("tracing_mark_write", "print"),
  /** Any other. */
  OTHER();

  /** What kmalloc of no bytes returns. */
  static final long ZERO_SIZE_PTR = 16;

  private final List<String> spellings;

  TraceEvent(String... spellings) {
    this.spellings = List.of(spellings);
  }

  List<String> spellings() {
    return spellings;
  }
}
