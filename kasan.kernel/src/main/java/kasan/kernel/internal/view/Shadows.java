// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import java.util.Arrays;
import kasan.api.memory.SlabCache;
import kasan.lab.api.wall.Stint;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's voice: tells each attached shadow what happened, in the order in which they were
 * attached. A shadow that fails is set aside and the others go on; a method that returns {@code
 * boolean} answers whether all shadows had the frames they needed.
 */
public final class Shadows {
  private static final @Nullable SlabCache NO_CACHE = ShadowCall.NO_CACHE;

  private final KernelClock clock;
  private final Wall wall;
  private Attachment[] all = new Attachment[0];

  /** Which shadows are told. */
  private enum Audience {
    ALL,
    WITH_VMALLOC,
    WITHOUT_VMALLOC;

    private boolean holds(Attachment each) {
      return this == ALL || each.traits().vmalloc() == (this == WITH_VMALLOC);
    }
  }

  /**
   * @param clock of the kernel
   * @param wall through which the shadows are called
   */
  public Shadows(KernelClock clock, Wall wall) {
    this.clock = clock;
    this.wall = wall;
  }

  void add(Attachment attachment) {
    all = Arrays.copyOf(all, all.length + 1);
    all[all.length - 1] = attachment;
  }

  void remove(Attachment attachment) {
    int kept = 0;
    Attachment[] left = new Attachment[all.length];
    for (Attachment each : all) {
      if (each != attachment) {
        left[kept++] = each;
      }
    }
    all = Arrays.copyOf(left, kept);
  }

  /** Closes every one. */
  public void closeAll() {
    for (Attachment each : all) {
      each.close();
    }
  }

  /** Runs what each shadow put off and is due by now. */
  public void runDue() {
    if (clock.nanos >= clock.nextDue) {
      clock.nextDue = DeferredQueue.NEVER;
      for (Attachment each : all) {
        if (each.view().nextDue() <= clock.nanos) {
          each.runDue();
        }
        clock.nextDue = Math.min(clock.nextDue, each.view().nextDue());
      }
    }
  }

  /** The machine's free frames went down. */
  public void freeChanged() {
    for (Attachment each : all) {
      each.view().freeChanged();
    }
  }

  private boolean tell(
      ShadowCall call, int cpu, long a, long b, long c, @Nullable SlabCache cache) {
    boolean enough = true;
    for (Attachment each : all) {
      enough &= each.call(call, cpu, a, b, c, cache) != 0;
    }
    return enough;
  }

  private boolean tell(Audience who, ShadowCall call, int cpu, long a, long b, long c) {
    boolean enough = true;
    for (Attachment each : all) {
      if (who.holds(each)) {
        enough &= each.call(call, cpu, a, b, c, NO_CACHE) != 0;
      }
    }
    return enough;
  }

  // The four calls that events of a recording come down to, each without a way around: the thread
  // goes from one shadow straight to the next, and starts again behind one that fails.

  /** 2^order pages left the page allocator. */
  public void pagesAllocated(int cpu, long pfn, int order) {
    Attachment[] told = all;
    Stint thread = wall.stint();
    for (int at = 0; at < told.length; at++) {
      Throwable thrown = null;
      thread.enter(told[at]);
      try {
        told[at].bare().pagesAllocated(cpu, pfn, order);
        while (at + 1 < told.length && thread.goesOn(told[at + 1])) {
          at++;
          told[at].bare().pagesAllocated(cpu, pfn, order);
        }
      } catch (Throwable e) {
        thrown = e;
      }
      told[at].back(thread, thrown);
    }
  }

  /** 2^order pages went back to the page allocator. */
  public void pagesFreed(int cpu, long pfn, int order) {
    Attachment[] told = all;
    Stint thread = wall.stint();
    for (int at = 0; at < told.length; at++) {
      Throwable thrown = null;
      thread.enter(told[at]);
      try {
        told[at].bare().pagesFreed(cpu, pfn, order);
        while (at + 1 < told.length && thread.goesOn(told[at + 1])) {
          at++;
          told[at].bare().pagesFreed(cpu, pfn, order);
        }
      } catch (Throwable e) {
        thrown = e;
      }
      told[at].back(thread, thrown);
    }
  }

  /** An object was handed out. */
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    Attachment[] told = all;
    Stint thread = wall.stint();
    for (int at = 0; at < told.length; at++) {
      Throwable thrown = null;
      thread.enter(told[at]);
      try {
        told[at].bare().objectAllocated(cpu, address, requestedBytes, cache);
        while (at + 1 < told.length && thread.goesOn(told[at + 1])) {
          at++;
          told[at].bare().objectAllocated(cpu, address, requestedBytes, cache);
        }
      } catch (Throwable e) {
        thrown = e;
      }
      told[at].back(thread, thrown);
    }
  }

  /** An object was freed. */
  public void objectFreed(int cpu, long address, SlabCache cache) {
    Attachment[] told = all;
    Stint thread = wall.stint();
    for (int at = 0; at < told.length; at++) {
      Throwable thrown = null;
      thread.enter(told[at]);
      try {
        told[at].bare().objectFreed(cpu, address, cache);
        while (at + 1 < told.length && thread.goesOn(told[at + 1])) {
          at++;
          told[at].bare().objectFreed(cpu, address, cache);
        }
      } catch (Throwable e) {
        thrown = e;
      }
      told[at].back(thread, thrown);
    }
  }

  // The rest.

  /** Blocks of 2^order pages, one behind the other, left the page allocator. */
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    tell(ShadowCall.RUN_ALLOCATED, cpu, pfn, order, blocks, NO_CACHE);
  }

  /** Blocks of 2^order pages, one behind the other, went back to the page allocator. */
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    tell(ShadowCall.RUN_FREED, cpu, pfn, order, blocks, NO_CACHE);
  }

  /** Allocated pages became a slab. */
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    return tell(ShadowCall.SLAB_ALLOCATED, cpu, pfn, order, 0, cache);
  }

  /** A slab is given up. */
  public void slabFreed(int cpu, long pfn, int order) {
    tell(ShadowCall.SLAB_FREED, cpu, pfn, order, 0, NO_CACHE);
  }

  /** Allocated pages became a large kmalloc. */
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    return tell(ShadowCall.LARGE_ALLOCATED, cpu, pfn, order, requestedBytes, NO_CACHE);
  }

  /** A large kmalloc was freed. */
  public void largeFreed(int cpu, long pfn, int order) {
    tell(ShadowCall.LARGE_FREED, cpu, pfn, order, 0, NO_CACHE);
  }

  /** A range becomes accessible for a reason of the kernel's own. */
  public void unpoison(int cpu, long address, long bytes) {
    tell(ShadowCall.UNPOISON, cpu, address, bytes, 0, NO_CACHE);
  }

  /** A vmalloc area was mapped; told to shadows of vmalloc. */
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    return tell(
        Audience.WITH_VMALLOC, ShadowCall.VMALLOC_MAPPED, cpu, address, bytes, requestedBytes);
  }

  /** A vmalloc area was unmapped; told to shadows of vmalloc. */
  public void vmallocUnmapped(int cpu, long address, long bytes) {
    tell(Audience.WITH_VMALLOC, ShadowCall.VMALLOC_UNMAPPED, cpu, address, bytes, 0);
  }

  /** Areas were purged; told to shadows of vmalloc. */
  public void vmallocPurged(int cpu, long start, long end) {
    tell(Audience.WITH_VMALLOC, ShadowCall.VMALLOC_PURGED, cpu, start, end, 0);
  }

  /**
   * A task stack was set up.
   *
   * @param vmalloc which shadows to tell: those of vmalloc, or the others
   */
  public boolean stackAllocated(int cpu, long address, long bytes, boolean vmalloc) {
    return tell(of(vmalloc), ShadowCall.STACK_ALLOCATED, cpu, address, bytes, 0);
  }

  /**
   * A task stack was torn down.
   *
   * @param vmalloc which shadows to tell: those of vmalloc, or the others
   */
  public void stackFreed(int cpu, long address, long bytes, boolean vmalloc) {
    tell(of(vmalloc), ShadowCall.STACK_FREED, cpu, address, bytes, 0);
  }

  private static Audience of(boolean vmalloc) {
    return vmalloc ? Audience.WITH_VMALLOC : Audience.WITHOUT_VMALLOC;
  }

  /** Pages of the window of stacks were taken; told to shadows that do not shadow vmalloc. */
  public void stackPagesAllocated(int cpu, long pfn, int order) {
    tell(Audience.WITHOUT_VMALLOC, ShadowCall.PAGES_ALLOCATED, cpu, pfn, order, 0);
  }

  /** Pages of the window of stacks were given back; told to shadows that do not shadow vmalloc. */
  public void stackPagesFreed(int cpu, long pfn, int order) {
    tell(Audience.WITHOUT_VMALLOC, ShadowCall.PAGES_FREED, cpu, pfn, order, 0);
  }
}
