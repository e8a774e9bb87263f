// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

/**
 * The kernel's trace events that mean something to us, with the names they had in the past: events
 * of their own for a given node before 6.1; other names for frees of pages in the early 3.x.
 */
public enum TraceEvent {
  KMALLOC,
  KMEM_CACHE_ALLOC,
  KFREE,
  KMEM_CACHE_FREE,
  MM_PAGE_ALLOC,
  MM_PAGE_FREE,
  MM_PAGE_FREE_BATCHED,
  MM_PAGE_PCPU_DRAIN,
  ALLOC_VMAP_AREA,
  FREE_VMAP_AREA_NOFLUSH,
  PURGE_VMAP_AREA_LAZY,
  TASK_NEWTASK,
  SCHED_PROCESS_EXIT,
  SCHED_PROCESS_FREE,
  /** What somebody wrote to trace_marker. */
  MARK,
  /** The stack of the event before it: no event of its own. */
  STACK,
  /** Any other. */
  OTHER;

  /** What kmalloc of no bytes returns. */
  public static final long ZERO_SIZE_PTR = 16;

  /** Of the flags of clone: the new task is a thread of its creator's process. */
  public static final long CLONE_THREAD = 0x10000;

  /** 64 TiB in pages of 4 KiB: what four levels of page tables reach, and more than any machine. */
  public static final int PFN_BITS = 34;

  /** Whether a machine can have a page of that number. */
  public static boolean isPfn(long pfn) {
    return pfn >>> PFN_BITS == 0;
  }

  /** Complains about a number that no page can have. */
  public static String notAPfn(long pfn) {
    return "expected a pfn below 0x"
        + Long.toHexString(1L << PFN_BITS)
        + " (64 TiB), found 0x"
        + Long.toHexString(pfn);
  }

  /** The event that a kernel calls so. */
  public static TraceEvent of(String name) {
    return switch (name) {
      case "kmalloc", "kmalloc_node" -> KMALLOC;
      case "kmem_cache_alloc", "kmem_cache_alloc_node" -> KMEM_CACHE_ALLOC;
      case "kfree" -> KFREE;
      case "kmem_cache_free" -> KMEM_CACHE_FREE;
      case "mm_page_alloc" -> MM_PAGE_ALLOC;
      case "mm_page_free", "mm_page_free_direct", "mm_pagevec_free" -> MM_PAGE_FREE;
      case "mm_page_free_batched" -> MM_PAGE_FREE_BATCHED;
      case "mm_page_pcpu_drain" -> MM_PAGE_PCPU_DRAIN;
      case "alloc_vmap_area" -> ALLOC_VMAP_AREA;
      case "free_vmap_area_noflush" -> FREE_VMAP_AREA_NOFLUSH;
      case "purge_vmap_area_lazy" -> PURGE_VMAP_AREA_LAZY;
      case "task_newtask" -> TASK_NEWTASK;
      case "sched_process_exit" -> SCHED_PROCESS_EXIT;
      case "sched_process_free" -> SCHED_PROCESS_FREE;
      case "tracing_mark_write", "print" -> MARK;
      case "kernel_stack", "user_stack" -> STACK;
      default -> OTHER;
    };
  }
}
