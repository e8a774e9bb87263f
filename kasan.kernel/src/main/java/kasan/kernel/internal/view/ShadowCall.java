// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.memory.SlabCache;
import kasan.api.scheme.Shadow;
import org.jspecify.annotations.Nullable;

/**
 * One of the calls that a shadow can be asked for. What it is called with is passed beside it, so
 * that each call goes through the same wall and nothing is made for it. An answer of yes or no is 1
 * or 0.
 */
@FunctionalInterface
interface ShadowCall {
  /** A cache stands for those calls that have none. */
  @Nullable SlabCache NO_CACHE = null;

  ShadowCall PAGES_ALLOCATED =
      (to, cpu, pfn, order, c, cache) -> {
        to.pagesAllocated(cpu, pfn, (int) order);
        return 1;
      };
  ShadowCall PAGES_FREED =
      (to, cpu, pfn, order, c, cache) -> {
        to.pagesFreed(cpu, pfn, (int) order);
        return 1;
      };
  ShadowCall RUN_ALLOCATED =
      (to, cpu, pfn, order, blocks, cache) -> {
        to.runAllocated(cpu, pfn, (int) order, blocks);
        return 1;
      };
  ShadowCall RUN_FREED =
      (to, cpu, pfn, order, blocks, cache) -> {
        to.runFreed(cpu, pfn, (int) order, blocks);
        return 1;
      };
  ShadowCall SLAB_ALLOCATED =
      (to, cpu, pfn, order, c, cache) -> yes(to.slabAllocated(cpu, pfn, (int) order, of(cache)));
  ShadowCall SLAB_FREED =
      (to, cpu, pfn, order, c, cache) -> {
        to.slabFreed(cpu, pfn, (int) order);
        return 1;
      };
  ShadowCall OBJECT_ALLOCATED =
      (to, cpu, address, requested, c, cache) -> {
        to.objectAllocated(cpu, address, requested, of(cache));
        return 1;
      };
  ShadowCall OBJECT_FREED =
      (to, cpu, address, b, c, cache) -> {
        to.objectFreed(cpu, address, of(cache));
        return 1;
      };
  ShadowCall LARGE_ALLOCATED =
      (to, cpu, pfn, order, requested, cache) ->
          yes(to.largeAllocated(cpu, pfn, (int) order, requested));
  ShadowCall LARGE_FREED =
      (to, cpu, pfn, order, c, cache) -> {
        to.largeFreed(cpu, pfn, (int) order);
        return 1;
      };
  ShadowCall STACK_ALLOCATED =
      (to, cpu, address, bytes, c, cache) -> yes(to.stackAllocated(cpu, address, bytes));
  ShadowCall STACK_FREED =
      (to, cpu, address, bytes, c, cache) -> {
        to.stackFreed(cpu, address, bytes);
        return 1;
      };
  ShadowCall VMALLOC_MAPPED =
      (to, cpu, address, bytes, requested, cache) ->
          yes(to.vmallocMapped(cpu, address, bytes, requested));
  ShadowCall VMALLOC_UNMAPPED =
      (to, cpu, address, bytes, c, cache) -> {
        to.vmallocUnmapped(cpu, address, bytes);
        return 1;
      };
  ShadowCall VMALLOC_PURGED =
      (to, cpu, start, end, c, cache) -> {
        to.vmallocPurged(cpu, start, end);
        return 1;
      };
  ShadowCall POISON =
      (to, cpu, address, bytes, code, cache) -> {
        to.poison(cpu, address, bytes, (byte) code);
        return 1;
      };
  ShadowCall UNPOISON =
      (to, cpu, address, bytes, c, cache) -> {
        to.unpoison(cpu, address, bytes);
        return 1;
      };
  ShadowCall TAGGED = (to, cpu, address, b, c, cache) -> to.tagged(cpu, address);
  ShadowCall CHECK =
      (to, cpu, address, bytes, write, cache) -> yes(to.check(cpu, address, bytes, write != 0));
  ShadowCall CONFIRM =
      (to, cpu, address, bytes, write, cache) -> yes(to.confirm(cpu, address, bytes, write != 0));
  ShadowCall BYTE_ACCESSIBLE =
      (to, cpu, address, b, c, cache) -> yes(to.byteAccessible(cpu, address));
  ShadowCall SHADOW_BYTE = (to, cpu, address, b, c, cache) -> to.shadowByte(address);

  /** Makes the call on a shadow. */
  long on(Shadow to, int cpu, long a, long b, long c, @Nullable SlabCache cache);

  /**
   * Whether a load of shadow that is not there is an outcome of the call that the kernel knows: it
   * dies and says what the access was after.
   */
  default boolean mayFault() {
    return this == CHECK || this == CONFIRM || this == BYTE_ACCESSIBLE;
  }

  private static long yes(boolean answer) {
    return answer ? 1 : 0;
  }

  private static SlabCache of(@Nullable SlabCache cache) {
    if (cache == null) {
      throw new IllegalStateException("a call without its cache");
    }
    return cache;
  }
}
