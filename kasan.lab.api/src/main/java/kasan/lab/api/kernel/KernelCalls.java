// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What code that runs on a modelled kernel can call, with the kernel's names: allocators, tasks,
 * stack frames, globals, and accesses as instrumentation sees them.
 *
 * <p>Each call runs on the CPU named first. Addresses are virtual; 0 is what a failed allocation
 * returns. Every call does what Linux does, the KASAN hooks included: a bug in the program (a
 * double free, an access out of bounds) is judged by the attached shadow and by the oracle, told to
 * the {@link AccessJudge}, and execution goes on as Linux would go on.
 */
@ProviderType
public interface KernelCalls {
  /** Plain allocation that may block and reclaim. */
  int GFP_KERNEL = 0;

  /** Allocation that may not block. */
  int GFP_ATOMIC = 1;

  /** Pages that the kernel can move or give back: page cache, anonymous memory. */
  int GFP_MOVABLE = 2;

  /** Memory that a shrinker can free. */
  int GFP_RECLAIMABLE = 4;

  /** Memory is zeroed. */
  int GFP_ZERO = 8;

  /** Objects of the cache stay readable until a grace period ends (SLAB_TYPESAFE_BY_RCU). */
  int CACHE_TYPESAFE_BY_RCU = 1;

  /** The cache has a constructor. */
  int CACHE_CTOR = 2;

  /** Objects of the cache can be freed by a shrinker (SLAB_RECLAIM_ACCOUNT). */
  int CACHE_RECLAIMABLE = 4;

  /** The cache is never merged with another. */
  int CACHE_NO_MERGE = 8;

  /** alloc_pages: address in the direct map of 2^{@code order} pages, or 0. */
  long allocPages(int cpu, int order, int gfp);

  /** __free_pages. */
  void freePages(int cpu, long address, int order);

  /** kmalloc, or 0. */
  long kmalloc(int cpu, long bytes, int gfp);

  /** kfree; null does nothing. */
  void kfree(int cpu, long address);

  /** krealloc: the new address, or 0, in which case the old stays allocated. */
  long krealloc(int cpu, long address, long bytes, int gfp);

  /** ksize: usable bytes of an object; 0 after a report. */
  long ksize(int cpu, long address);

  /** kfree_sensitive: clears, then frees. */
  void kfreeSensitive(int cpu, long address);

  /**
   * kmem_cache_create.
   *
   * @param align in bytes; 0 for the default
   * @param flags CACHE_ constants, or-ed
   * @return number of the cache; 0 when it could not be made
   */
  int createCache(String name, long objectBytes, long align, int flags);

  /** kmem_cache_destroy. */
  void destroyCache(int cpu, int cache);

  /** kmem_cache_alloc, or 0. */
  long cacheAlloc(int cpu, int cache, int gfp);

  /** kmem_cache_free. */
  void cacheFree(int cpu, int cache, long address);

  /** vmalloc, or 0. */
  long vmalloc(int cpu, long bytes);

  /** vfree. */
  void vfree(int cpu, long address);

  /** Address in the direct map of the page behind a vmalloc address. */
  long vmallocToLinear(long address);

  /**
   * fork: a new task with a stack of its own.
   *
   * @return its number, or 0 when memory did not suffice
   */
  int fork(int cpu, String comm);

  /** Ends a task; its stack goes when its last reference goes. */
  void exit(int cpu, int task);

  /**
   * Enters a function: its frame is laid out and poisoned as the compiler does it.
   *
   * @param frame what it holds
   * @return address of the frame's lowest byte
   */
  long pushFrame(int cpu, int task, FrameLayout frame);

  /**
   * The pointer that a program has to a variable of the frame entered last: with its tag where
   * pointers carry tags.
   *
   * @param variable by its place in the layout
   */
  long variable(int cpu, int task, int variable);

  /** Leaves the function entered last; its frame becomes accessible again. */
  void popFrame(int cpu, int task);

  /** alloca, or a variable-length array, in the frame entered last: its address. */
  long alloca(int cpu, int task, long bytes);

  /** A variable's scope in the frame entered last begins or ends. */
  void scope(int cpu, int task, int variable, boolean inScope);

  /**
   * Registers a global as a module's constructor does: redzones behind it.
   *
   * @return its address
   */
  long registerGlobal(int cpu, String name, long bytes);

  /**
   * One access by compiled code, instrumented as the kernel was built, to a type that is aligned
   * naturally, as far as the compiler knows.
   */
  void access(int cpu, long address, long bytes, boolean write);

  /**
   * One access by compiled code to a type that may lie anywhere (packed): inline code tests its
   * first and its last byte.
   */
  void accessUnderAligned(int cpu, long address, long bytes, boolean write);

  /**
   * A check by the runtime, as interceptors, atomics and user copies make it, whatever the
   * instrumentation.
   *
   * @return whether it passed; the operation is left out when it did not
   */
  boolean runtimeCheck(int cpu, long address, long bytes, boolean write);

  /**
   * An object goes into a mempool (kasan_mempool_poison_object): checked as a free is, then
   * poisoned. The allocator does not get it.
   *
   * @return false when that was reported; the pool then must not hand it out again
   */
  boolean poolPut(int cpu, long address);

  /**
   * An object comes out of a mempool (kasan_mempool_unpoison_object).
   *
   * @param bytes asked for
   */
  void poolTake(int cpu, long address, long bytes);

  /**
   * Pages go into a mempool (kasan_mempool_poison_pages).
   *
   * @return false when that was reported; the pool then must not hand them out again
   */
  boolean poolPutPages(int cpu, long address, int order);

  /** Pages come out of a mempool (kasan_mempool_unpoison_pages). */
  void poolTakePages(int cpu, long address, int order);

  /** call_rcu: frees an object of kmalloc after a grace period. */
  void kfreeRcu(int cpu, long address);

  /** rcu_barrier: all grace periods that have begun are over. */
  void rcuBarrier(int cpu);

  /** Lets time pass: deferred work that falls due runs. */
  void advance(long nanos);
}
