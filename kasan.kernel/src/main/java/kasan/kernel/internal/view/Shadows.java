// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import java.util.Arrays;
import kasan.api.memory.SlabCache;

/**
 * The kernel's voice: tells each attached shadow what happened, in the order in which they were
 * attached. A shadow that throws is set aside and the others go on; a method that returns {@code
 * boolean} answers whether all shadows had the frames they needed.
 */
public final class Shadows {
  private final KernelClock clock;
  private Attachment[] all = new Attachment[0];

  /**
   * @param clock of the kernel
   */
  public Shadows(KernelClock clock) {
    this.clock = clock;
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
          runDue(each);
        }
        clock.nextDue = Math.min(clock.nextDue, each.view().nextDue());
      }
    }
  }

  private static void runDue(Attachment attachment) {
    try {
      attachment.view().runDue();
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      attachment.setAside(e);
    }
  }

  /** The machine's free frames went down. */
  public void freeChanged() {
    for (Attachment each : all) {
      each.view().freeChanged();
    }
  }

  /** 2^order pages left the page allocator. */
  public void pagesAllocated(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      try {
        each.ear().pagesAllocated(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** 2^order pages went back to the page allocator. */
  public void pagesFreed(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      try {
        each.ear().pagesFreed(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Blocks of 2^order pages, one behind the other, left the page allocator. */
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    for (Attachment each : all) {
      try {
        each.ear().runAllocated(cpu, pfn, order, blocks);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Blocks of 2^order pages, one behind the other, went back to the page allocator. */
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    for (Attachment each : all) {
      try {
        each.ear().runFreed(cpu, pfn, order, blocks);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Allocated pages became a slab. */
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    boolean enough = true;
    for (Attachment each : all) {
      try {
        enough &= each.ear().slabAllocated(cpu, pfn, order, cache);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
    return enough;
  }

  /** A slab is given up. */
  public void slabFreed(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      try {
        each.ear().slabFreed(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** An object was handed out. */
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    for (Attachment each : all) {
      try {
        each.ear().objectAllocated(cpu, address, requestedBytes, cache);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** An object was freed. */
  public void objectFreed(int cpu, long address, SlabCache cache) {
    for (Attachment each : all) {
      try {
        each.ear().objectFreed(cpu, address, cache);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Allocated pages became a large kmalloc. */
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    boolean enough = true;
    for (Attachment each : all) {
      try {
        enough &= each.ear().largeAllocated(cpu, pfn, order, requestedBytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
    return enough;
  }

  /** A large kmalloc was freed. */
  public void largeFreed(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      try {
        each.ear().largeFreed(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** A vmalloc area was mapped; told to shadows of vmalloc. */
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    boolean enough = true;
    for (Attachment each : all) {
      if (!each.traits().vmalloc()) {
        continue;
      }
      try {
        enough &= each.ear().vmallocMapped(cpu, address, bytes, requestedBytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
    return enough;
  }

  /** A vmalloc area was unmapped; told to shadows of vmalloc. */
  public void vmallocUnmapped(int cpu, long address, long bytes) {
    for (Attachment each : all) {
      if (!each.traits().vmalloc()) {
        continue;
      }
      try {
        each.ear().vmallocUnmapped(cpu, address, bytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Areas were purged; told to shadows of vmalloc. */
  public void vmallocPurged(int cpu, long start, long end) {
    for (Attachment each : all) {
      if (!each.traits().vmalloc()) {
        continue;
      }
      try {
        each.ear().vmallocPurged(cpu, start, end);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** A range becomes accessible for a reason of the kernel's own. */
  public void unpoison(int cpu, long address, long bytes) {
    for (Attachment each : all) {
      try {
        each.ear().unpoison(cpu, address, bytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /**
   * A task stack was set up.
   *
   * @param vmalloc which shadows to tell: those of vmalloc, or the others
   */
  public boolean stackAllocated(int cpu, long address, long bytes, boolean vmalloc) {
    boolean enough = true;
    for (Attachment each : all) {
      if (each.traits().vmalloc() != vmalloc) {
        continue;
      }
      try {
        enough &= each.ear().stackAllocated(cpu, address, bytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
    return enough;
  }

  /**
   * A task stack was torn down.
   *
   * @param vmalloc which shadows to tell: those of vmalloc, or the others
   */
  public void stackFreed(int cpu, long address, long bytes, boolean vmalloc) {
    for (Attachment each : all) {
      if (each.traits().vmalloc() != vmalloc) {
        continue;
      }
      try {
        each.ear().stackFreed(cpu, address, bytes);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Pages of the window of stacks were taken; told to shadows that do not shadow vmalloc. */
  public void stackPagesAllocated(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      if (each.traits().vmalloc()) {
        continue;
      }
      try {
        each.ear().pagesAllocated(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }

  /** Pages of the window of stacks were given back; told to shadows that do not shadow vmalloc. */
  public void stackPagesFreed(int cpu, long pfn, int order) {
    for (Attachment each : all) {
      if (each.traits().vmalloc()) {
        continue;
      }
      try {
        each.ear().pagesFreed(cpu, pfn, order);
      } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
        each.setAside(e);
      }
    }
  }
}
