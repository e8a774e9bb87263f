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
enum ShadowCall {
  PAGES_ALLOCATED,
  PAGES_FREED,
  RUN_ALLOCATED,
  RUN_FREED,
  SLAB_ALLOCATED,
  SLAB_FREED,
  OBJECT_ALLOCATED,
  OBJECT_FREED,
  LARGE_ALLOCATED,
  LARGE_FREED,
  STACK_ALLOCATED,
  STACK_FREED,
  VMALLOC_MAPPED,
  VMALLOC_UNMAPPED,
  VMALLOC_PURGED,
  POISON,
  UNPOISON,
  TAGGED,
  CHECK,
  CONFIRM,
  BYTE_ACCESSIBLE,
  SHADOW_BYTE;

  /** A cache stands for those calls that have none. */
  static final @Nullable SlabCache NO_CACHE = null;

  /** Makes the call on a shadow; its arguments are a, b and c, in their order. */
  long on(Shadow to, int cpu, long a, long b, long c, @Nullable SlabCache cache) {
    return switch (this) {
      case PAGES_ALLOCATED -> {
        to.pagesAllocated(cpu, a, (int) b);
        yield 1;
      }
      case PAGES_FREED -> {
        to.pagesFreed(cpu, a, (int) b);
        yield 1;
      }
      case RUN_ALLOCATED -> {
        to.runAllocated(cpu, a, (int) b, c);
        yield 1;
      }
      case RUN_FREED -> {
        to.runFreed(cpu, a, (int) b, c);
        yield 1;
      }
      case SLAB_ALLOCATED -> yes(to.slabAllocated(cpu, a, (int) b, of(cache)));
      case SLAB_FREED -> {
        to.slabFreed(cpu, a, (int) b);
        yield 1;
      }
      case OBJECT_ALLOCATED -> {
        to.objectAllocated(cpu, a, b, of(cache));
        yield 1;
      }
      case OBJECT_FREED -> {
        to.objectFreed(cpu, a, of(cache));
        yield 1;
      }
      case LARGE_ALLOCATED -> yes(to.largeAllocated(cpu, a, (int) b, c));
      case LARGE_FREED -> {
        to.largeFreed(cpu, a, (int) b);
        yield 1;
      }
      case STACK_ALLOCATED -> yes(to.stackAllocated(cpu, a, b));
      case STACK_FREED -> {
        to.stackFreed(cpu, a, b);
        yield 1;
      }
      case VMALLOC_MAPPED -> yes(to.vmallocMapped(cpu, a, b, c));
      case VMALLOC_UNMAPPED -> {
        to.vmallocUnmapped(cpu, a, b);
        yield 1;
      }
      case VMALLOC_PURGED -> {
        to.vmallocPurged(cpu, a, b);
        yield 1;
      }
      case POISON -> {
        to.poison(cpu, a, b, (byte) c);
        yield 1;
      }
      case UNPOISON -> {
        to.unpoison(cpu, a, b);
        yield 1;
      }
      case TAGGED -> to.tagged(cpu, a);
      case CHECK -> yes(to.check(cpu, a, b, c != 0));
      case CONFIRM -> yes(to.confirm(cpu, a, b, c != 0));
      case BYTE_ACCESSIBLE -> yes(to.byteAccessible(cpu, a));
      case SHADOW_BYTE -> to.shadowByte(a);
    };
  }

  /**
   * Whether a load of shadow that is not there is an outcome of the call that the kernel knows: it
   * dies and says what the access was after.
   */
  boolean mayFault() {
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
