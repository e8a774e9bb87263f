// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.vmalloc;

import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Stacks of tasks: vmalloc areas (VMAP_STACK), of which each CPU keeps two freed ones for the next
 * task, or blocks of pages in the direct map.
 */
public final class ThreadStacks {
  /** Freed stacks that a CPU keeps (NR_CACHED_STACKS). */
  private static final int KEPT = 2;

  private final PageAllocator pages;
  private final @Nullable VmallocSpace space;
  private final StackListener listener;
  private final long directMapBase;
  private final long bytes;
  private final int order;
  private final long[][] kept;
  private final int[] keptCount;
  private int live;

  /**
   * @param space where stacks lie; null for the direct map
   * @param bytes size of a stack, a power of two
   */
  public ThreadStacks(
      PageAllocator pages,
      @Nullable VmallocSpace space,
      long directMapBase,
      long bytes,
      int cpus,
      StackListener listener) {
    this.pages = pages;
    this.space = space;
    this.directMapBase = directMapBase;
    this.bytes = bytes;
    this.listener = listener;
    order = Math.max(0, Long.numberOfTrailingZeros(bytes) - pages.pageShift());
    kept = new long[cpus][KEPT];
    keptCount = new int[cpus];
  }

  /** A stack for a new task, or 0 when there is no memory. */
  public long allocate(int cpu) {
    long address;
    if (space == null) {
      int pfn = pages.allocate(cpu, order, Gfp.KERNEL);
      address = pfn == MemMap.NONE ? 0 : directMapBase + ((long) pfn << pages.pageShift());
    } else if (keptCount[cpu] > 0) {
      address = kept[cpu][--keptCount[cpu]];
    } else {
      address = space.allocate(cpu, bytes, bytes, Gfp.KERNEL);
    }
    if (address == 0) {
      return 0;
    }
    if (!listener.stackAllocated(cpu, address, bytes)) {
      giveBack(cpu, address);
      return pages.reclaimAfterRefusal(cpu, Gfp.KERNEL) ? allocate(cpu) : 0;
    }
    live++;
    return address;
  }

  /** The stack of a task that is gone. */
  public void free(int cpu, long address) {
    live--;
    listener.stackFreed(cpu, address, bytes);
    if (space != null && keptCount[cpu] < KEPT) {
      kept[cpu][keptCount[cpu]++] = address;
    } else {
      giveBack(cpu, address);
    }
  }

  /** Stacks of tasks now. */
  public int live() {
    return live;
  }

  /** Size of a stack. */
  public long bytes() {
    return bytes;
  }

  private void giveBack(int cpu, long address) {
    if (space != null) {
      space.free(cpu, address);
    } else {
      pages.free(cpu, (int) ((address - directMapBase) >>> pages.pageShift()), order);
    }
  }
}
