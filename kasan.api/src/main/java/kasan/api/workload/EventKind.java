// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * What happened, or what is asked for. Which columns of an {@link EventBatch} an event uses stands
 * with each kind; the names follow the kernel's trace events.
 *
 * <p>In a recording an address is where the kernel put something. In a {@link Workload} it is a
 * handle: a number other than 0 that the source gives to what it asks for and uses until it frees
 * it. Asking again with a handle that is in use is a hit in a cache: the memory is used again. What
 * differs beyond that stands with the kind as <em>request</em>.
 */
public enum EventKind {
  /**
   * kmalloc: {@code address}, {@code bytes} requested, {@code given} by the allocator. Request:
   * {@code name} the gfp flags, GFP_KERNEL without.
   */
  KMALLOC,
  /**
   * kmem_cache_alloc: as {@link #KMALLOC}, {@code name} of the cache when the kernel tells.
   * Request: {@code given} is the size of a slot on a kernel without KASAN, 0 when not known; cache
   * and its layout follow from name and both sizes.
   */
  CACHE_ALLOC,
  /** kfree: {@code address}; null is a legal address and means nothing. */
  KFREE,
  /** kmem_cache_free: {@code address}, {@code name} of the cache when the kernel tells. */
  CACHE_FREE,
  /**
   * mm_page_alloc: {@code address} is the pfn, {@code order}, {@code name} the gfp flags. Request:
   * GFP_HIGHUSER_MOVABLE without.
   */
  PAGE_ALLOC,
  /** mm_page_free: {@code address} is the pfn, {@code order}. */
  PAGE_FREE,
  /**
   * mm_page_pcpu_drain: a free page went from a per-CPU list to the buddy; as {@link #PAGE_FREE}.
   */
  PAGE_DRAIN,
  /**
   * alloc_vmap_area: {@code address}, {@code bytes} with guard page, {@code align}. Request:
   * vmalloc of {@code bytes}.
   */
  VMAP_ALLOC,
  /** free_vmap_area_noflush: {@code address}. */
  VMAP_FREE,
  /** purge_vmap_area_lazy: {@code bytes} from {@code address} on. */
  VMAP_PURGE,
  /**
   * task_newtask: {@code address} is the pid, {@code thread} whether it is one of its creator's.
   * Request: fork; the handle stands for the task's stack.
   */
  TASK_NEW,
  /** sched_process_exit: {@code address} is the pid. */
  TASK_EXIT,
  /** sched_process_free: {@code address} is the pid. Request: the stack is given up. */
  TASK_FREE,
  /**
   * An access: {@code address}, {@code bytes}, {@code write}. Request: it begins at {@code offset}
   * of what the handle names; handle 0 is the kernel image.
   */
  ACCESS,
  /**
   * Request only: an object is unused, or a single page is page cache, from now on; reclaim may
   * take it. {@code address}; {@code inode} is the handle of the one that it belongs to, or 0. An
   * inode stays as long as it has pages; objects that belong to it go with it.
   */
  EVICTABLE,
  /** A mark that somebody wrote into the trace: {@code name} is its text. */
  MARK,
  /** The recorder lost events here: {@code bytes} of them. */
  LOST
}
