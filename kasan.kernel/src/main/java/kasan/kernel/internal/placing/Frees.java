// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import kasan.api.memory.SlabCache;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.judge.Judge;
import kasan.kernel.internal.judge.StandingShadow;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.placement.Allocators;

/**
 * Frees as KASAN checks them, and mempools, which check and poison in the same way without giving
 * the memory to the allocator (mm/kasan/common.c of Linux 6.12).
 *
 * <p>A free that is reported does not happen. One that is wrong and not reported does not happen
 * either: what it would do to the allocator is beyond the model.
 */
final class Frees {
  private final Allocators allocators;
  private final KernelCore core;
  private final ByteOracle oracle;
  private final Judge judge;
  private final PointerTags tags;
  private final StandingShadow standing;

  Frees(
      Allocators allocators,
      KernelCore core,
      ByteOracle oracle,
      Judge judge,
      PointerTags tags,
      StandingShadow standing) {
    this.allocators = allocators;
    this.core = core;
    this.oracle = oracle;
    this.judge = judge;
    this.tags = tags;
    this.standing = standing;
  }

  /** kfree or kmem_cache_free. */
  void free(int cpu, long pointer) {
    free(cpu, pointer, Judge.ANY_GENERATION);
  }

  /**
   * The same, put off until a grace period had ended.
   *
   * @param generation of what was meant then
   */
  void free(int cpu, long pointer, long generation) {
    long address = tags.strip(pointer);
    if (passes(cpu, pointer, address, generation) && allocators.slab.isLive(address)) {
      tags.forget(address);
      allocators.slab.kfree(cpu, address);
    }
  }

  /** kasan_mempool_poison_object; false when it was reported. */
  boolean poolPut(int cpu, long pointer) {
    long address = tags.strip(pointer);
    if (!passes(cpu, pointer)) {
      return false;
    }
    if (oracle.judgeFree(address).bug()) {
      return true;
    }
    if (allocators.slab.placeOf(address) == SlabAllocator.Place.LARGE) {
      int pfn = allocators.pfnOf(address);
      int order = allocators.pages.orderOf(pfn);
      oracle.largeFreed(pfn, order);
      oracle.pagesFreed(pfn, order);
      core.freeLarge(cpu, pfn, order);
      core.freePages(cpu, pfn, order);
    } else {
      int cache = cacheOf(address);
      oracle.objectFreed(address, core.state().caches().cache(cache).typesafeByRcu());
      core.freeObject(cpu, address, cache);
    }
    return true;
  }

  /** kasan_mempool_unpoison_object; pointers to the object stay good. */
  void poolTake(int cpu, long pointer, long bytes) {
    long address = tags.strip(pointer);
    if (allocators.slab.placeOf(address) == SlabAllocator.Place.LARGE) {
      int pfn = allocators.pfnOf(address);
      int order = allocators.pages.orderOf(pfn);
      oracle.pagesAllocated(pfn, order);
      oracle.largeAllocated(pfn, order, bytes);
      core.allocatePages(cpu, pfn, order);
      core.makeLarge(cpu, pfn, order, bytes);
    } else if (allocators.slab.placeOf(address) == SlabAllocator.Place.OBJECT) {
      oracle.objectAllocated(address, bytes);
      core.allocateObject(cpu, address, bytes, cacheOf(address));
    } else {
      return;
    }
    keepTag(cpu, pointer, bytes);
  }

  /** What has been handed out anew keeps the tag of the pointer that programs have to it. */
  private void keepTag(int cpu, long pointer, long bytes) {
    if (pointer != tags.strip(pointer)) {
      standing.shadow().unpoison(cpu, pointer, bytes);
    }
  }

  /** kasan_mempool_poison_pages; false when it was reported. */
  boolean poolPutPages(int cpu, long pointer, int order) {
    long address = tags.strip(pointer);
    // asked as an access, which a shadow of pages can answer too
    boolean accessible =
        !standing.looksAtFrees() || standing.shadow().check(cpu, pointer, 1, false);
    judge.freedPages(cpu, pointer, accessible);
    if (accessible && !oracle.stateOf(address).bug()) {
      int pfn = allocators.pfnOf(address);
      oracle.pagesFreed(pfn, order);
      core.freePages(cpu, pfn, order);
    }
    return accessible;
  }

  /** kasan_mempool_unpoison_pages; pointers to them stay good. */
  void poolTakePages(int cpu, long pointer, int order) {
    int pfn = allocators.pfnOf(tags.strip(pointer));
    oracle.pagesAllocated(pfn, order);
    core.allocatePages(cpu, pfn, order);
    keepTag(cpu, pointer, 1L << (allocators.pages.pageShift() + order));
  }

  /** __free_pages: KASAN does not look. */
  void freePages(int cpu, long pointer, int order) {
    long address = tags.strip(pointer);
    judge.freedPages(cpu, pointer, true);
    int pfn = allocators.pfnOf(address);
    if (!oracle.stateOf(address).bug()
        && allocators.pages.isAllocated(pfn)
        && allocators.pages.orderOf(pfn) == order) {
      for (int page = 0; page < 1 << order; page++) {
        tags.forget(allocators.addressOf(pfn + page));
      }
      allocators.pages.free(cpu, pfn, order);
    }
  }

  /** KASAN's check before an object is freed; told to the judge. */
  boolean passes(int cpu, long pointer) {
    return passes(cpu, pointer, tags.strip(pointer), Judge.ANY_GENERATION);
  }

  private boolean passes(int cpu, long pointer, long address, long generation) {
    boolean checks = standing.looksAtFrees();
    boolean invalid =
        checks
            && switch (allocators.slab.placeOf(address)) {
              case OBJECT, LARGE -> false;
              case INSIDE_SLAB, INSIDE_LARGE -> true;
              case ELSEWHERE -> !startsBlock(address);
            };
    boolean accessible = invalid || !checks || standing.shadow().byteAccessible(cpu, pointer);
    judge.freed(cpu, pointer, invalid, accessible, generation);
    return !invalid && accessible;
  }

  private boolean startsBlock(long address) {
    long pages = (1L << allocators.pages.pageShift()) - 1;
    return (address & pages) == 0
        && allocators.contains(address)
        && allocators.pages.isAllocated(allocators.pfnOf(address));
  }

  private int cacheOf(long address) {
    SlabCache cache = allocators.slab.cache(allocators.slab.cacheAt(address));
    return core.state().caches().number(cache);
  }
}
