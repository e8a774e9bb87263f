// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * What happened. Which columns of an {@link EventBatch} an event uses stands with each kind; the
 * names follow the kernel's trace events.
 */
public enum EventKind {
  /**
   * kmalloc: {@code address}, {@code bytes} requested, {@code extra} bytes that the allocator gave.
   */
  KMALLOC,
  /** kmem_cache_alloc: as {@link #KMALLOC}, {@code name} of the cache when the kernel tells. */
  CACHE_ALLOC,
  /** kfree: {@code address}; null is a legal address and means nothing. */
  KFREE,
  /** kmem_cache_free: {@code address}, {@code name} of the cache when the kernel tells. */
  CACHE_FREE,
  /**
   * mm_page_alloc: {@code address} is the pfn, {@code extra} the order, {@code name} the gfp flags.
   */
  PAGE_ALLOC,
  /** mm_page_free: {@code address} is the pfn, {@code extra} the order. */
  PAGE_FREE,
  /**
   * mm_page_pcpu_drain: a free page went from a per-CPU list to the buddy; as {@link #PAGE_FREE}.
   */
  PAGE_DRAIN,
  /** alloc_vmap_area: {@code address}, {@code bytes} with guard page, {@code extra} alignment. */
  VMAP_ALLOC,
  /** free_vmap_area_noflush: {@code address}. */
  VMAP_FREE,
  /** purge_vmap_area_lazy: {@code address} to {@code bytes} (the end address). */
  VMAP_PURGE,
  /** task_newtask: {@code address} is the pid, {@code extra} 1 for a thread of its own stack. */
  TASK_NEW,
  /** sched_process_exit: {@code address} is the pid. */
  TASK_EXIT,
  /** sched_process_free: {@code address} is the pid. */
  TASK_FREE,
  /** An access: {@code address}, {@code bytes}, {@code extra} 1 for a write. */
  ACCESS,
  /** A mark that somebody wrote into the trace: {@code name} is its text. */
  MARK,
  /** The recorder lost events here: {@code bytes} of them. */
  LOST
}
