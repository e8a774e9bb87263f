// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import java.util.Arrays;
import kasan.api.memory.PageKind;
import kasan.kernel.internal.alloc.page.PageListener;
import kasan.kernel.internal.alloc.slab.SlabAllocator;
import kasan.kernel.internal.alloc.slab.SlabListener;
import kasan.kernel.internal.alloc.vmalloc.StackListener;
import kasan.kernel.internal.alloc.vmalloc.VmallocListener;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.VirtualMemory;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.truth.PageMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what the allocators do: to the oracle, to the truth, to the shadow, in this order.
 *
 * <p>Frames that a shadow takes or gives back while it is being told something are noted in the
 * truth at once; the shadow hears of them as of any other pages, but only after it has returned.
 */
public final class Announcer implements PageListener, SlabListener, VmallocListener, StackListener {
  private static final int FREED = 1 << 8;
  private static final int UNKNOWN = -1;

  private final KernelCore core;
  private final VirtualMemory virtual;
  private final PageMap pages;
  private final ByteOracle oracle;
  private final boolean vmapStacks;
  private final @Nullable Tracks tracks;
  private final int pageShift;
  private final long directMapBase;
  private @Nullable SlabAllocator slab;
  private int[] numbers = new int[64];
  private int[] pendingPfns = new int[16];
  private int[] pendingOrders = new int[16];
  private int[] pendingBlocks = new int[16];
  private int pending;

  /** Of those that are pending, how many are told, or being told. */
  private int told;

  private boolean forShadow;

  /**
   * @param tracks told who asks; null for nobody
   */
  public Announcer(
      KernelCore core, ByteOracle oracle, boolean vmapStacks, @Nullable Tracks tracks) {
    this.tracks = tracks;
    this.core = core;
    this.oracle = oracle;
    this.vmapStacks = vmapStacks;
    virtual = core.virtual();
    pages = core.state().pages();
    pageShift = core.state().machine().pageShift();
    directMapBase = core.state().machine().directMapBase();
    Arrays.fill(numbers, UNKNOWN);
  }

  /** Whose caches are announced. */
  public void use(SlabAllocator allocator) {
    slab = allocator;
  }

  /** From now on, or no longer, pages are taken and given back for a shadow. */
  public void forShadow(boolean yes) {
    forShadow = yes;
  }

  /**
   * Frames of boot's became a shadow's.
   *
   * @param unseen whether the shadow took them for free pages, and is to be told later
   */
  public void tookFromBoot(long pfn, long count, boolean unseen) {
    pages.set(pfn, count, PageKind.SHADOW, 0);
    oracle.runAllocated(pfn, count);
    for (long i = 0; unseen && i < count; i++) {
      noteForShadow((int) (pfn + i), 0);
    }
  }

  /** Tells the shadow of frames that went to it and came from it. */
  public void tellPending() {
    if (pending > 0) {
      tellAll();
    }
  }

  private void tellAll() {
    for (int i = 0; i < pending; i++) {
      told = i + 1;
      int order = pendingOrders[i] & ~FREED;
      if ((pendingOrders[i] & FREED) != 0) {
        core.shadows().runFreed(0, pendingPfns[i], order, pendingBlocks[i]);
      } else {
        core.shadows().runAllocated(0, pendingPfns[i], order, pendingBlocks[i]);
      }
    }
    pending = 0;
    told = 0;
  }

  /**
   * Blocks one behind the other are told in one go, whether they came up or down: lists that are
   * taken from where they are added to turn the order of blocks around.
   */
  private void noteForShadow(int pfn, int order) {
    int last = pending - 1;
    int pages = 1 << (order & ~FREED);
    if (last >= told && pendingOrders[last] == order) {
      if (endOf(last) == pfn) {
        pendingBlocks[last]++;
        joinBefore(last);
        return;
      }
      if (pfn + pages == pendingPfns[last]) {
        pendingPfns[last] = pfn;
        pendingBlocks[last]++;
        return;
      }
    }
    if (pending == pendingPfns.length) {
      pendingPfns = Arrays.copyOf(pendingPfns, 2 * pending);
      pendingOrders = Arrays.copyOf(pendingOrders, 2 * pending);
      pendingBlocks = Arrays.copyOf(pendingBlocks, 2 * pending);
    }
    pendingBlocks[pending] = 1;
    pendingPfns[pending] = pfn;
    pendingOrders[pending++] = order;
  }

  private void trackAllocated(long address) {
    if (tracks != null) {
      tracks.allocated(address);
    }
  }

  private void trackFreed(long address) {
    if (tracks != null) {
      tracks.freed(address);
    }
  }

  @Override
  public void blocksAllocated(int cpu, int pfn, int order, int blocks) {
    if (!forShadow) {
      PageListener.super.blocksAllocated(cpu, pfn, order, blocks);
      return;
    }
    for (int i = 0; i < blocks; i++) {
      oracle.pagesAllocated(pfn + ((long) i << order), order);
      noteForShadow(pfn + (i << order), order);
    }
    pages.set(pfn, (long) blocks << order, PageKind.SHADOW, 0);
  }

  @Override
  public void blocksFreed(int cpu, int pfn, int order, int blocks) {
    if (!forShadow) {
      PageListener.super.blocksFreed(cpu, pfn, order, blocks);
      return;
    }
    for (int i = 0; i < blocks; i++) {
      oracle.pagesFreed(pfn + ((long) i << order), order);
      noteForShadow(pfn + (i << order), order | FREED);
    }
    pages.set(pfn, (long) blocks << order, PageKind.FREE, 0);
  }

  private int endOf(int run) {
    return pendingPfns[run] + (pendingBlocks[run] << (pendingOrders[run] & ~FREED));
  }

  /** A run that has reached the one that was noted before it becomes a part of that. */
  private void joinBefore(int run) {
    int before = run - 1;
    if (before >= told
        && pendingOrders[before] == pendingOrders[run]
        && endOf(run) == pendingPfns[before]) {
      pendingPfns[before] = pendingPfns[run];
      pendingBlocks[before] += pendingBlocks[run];
      pending--;
    }
  }

  @Override
  public void pagesAllocated(int cpu, int pfn, int order) {
    oracle.pagesAllocated(pfn, order);
    if (forShadow) {
      pages.set(pfn, 1L << order, PageKind.SHADOW, 0);
      noteForShadow(pfn, order);
    } else {
      // what was given up before may be what is handed out now
      tellPending();
      core.allocatePages(cpu, pfn, order);
      tellPending();
    }
  }

  @Override
  public void pagesFreed(int cpu, int pfn, int order) {
    oracle.pagesFreed(pfn, order);
    if (forShadow) {
      pages.set(pfn, 1L << order, PageKind.FREE, 0);
      noteForShadow(pfn, order | FREED);
    } else {
      core.freePages(cpu, pfn, order);
      tellPending();
    }
  }

  @Override
  public boolean slabAllocated(int cpu, int pfn, int order, int cache) {
    int number = number(cache);
    oracle.slabAllocated(pfn, order, core.state().caches().cache(number));
    boolean enough = core.makeSlab(cpu, pfn, order, number, true);
    if (!enough) {
      core.refused(pfn, order);
      oracle.slabFreed(pfn, order);
    }
    tellPending();
    return enough;
  }

  @Override
  public void slabFreed(int cpu, int pfn, int order) {
    oracle.slabFreed(pfn, order);
    core.freeSlab(cpu, pfn, order);
    tellPending();
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, int cache) {
    oracle.objectAllocated(address, requestedBytes);
    trackAllocated(address);
    core.allocateObject(cpu, address, requestedBytes, number(cache));
    tellPending();
  }

  @Override
  public void objectFreed(int cpu, long address, int cache, boolean quarantined) {
    int number = number(cache);
    trackFreed(address);
    oracle.objectFreed(address, core.state().caches().cache(number).typesafeByRcu());
    if (quarantined) {
      core.quarantine(cpu, address);
    } else {
      core.freeObject(cpu, address, number);
    }
    tellPending();
  }

  @Override
  public void objectReleased(int cpu, long address, int cache) {
    core.leaveQuarantine(address);
  }

  @Override
  public boolean largeAllocated(int cpu, int pfn, int order, long requestedBytes) {
    oracle.largeAllocated(pfn, order, requestedBytes);
    trackAllocated(directMapBase + ((long) pfn << pageShift));
    boolean enough = core.makeLarge(cpu, pfn, order, requestedBytes);
    if (!enough) {
      core.refused(pfn, order);
      oracle.largeFreed(pfn, order);
    }
    tellPending();
    return enough;
  }

  @Override
  public void largeFreed(int cpu, int pfn, int order) {
    oracle.largeFreed(pfn, order);
    trackFreed(directMapBase + ((long) pfn << pageShift));
    core.freeLarge(cpu, pfn, order);
    tellPending();
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    boolean enough = virtual.mapArea(cpu, address, bytes, requestedBytes);
    if (enough) {
      trackAllocated(address);
      oracle.areaMapped(address, bytes, requestedBytes);
    } else {
      virtual.areaRefused(address);
    }
    tellPending();
    return enough;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long bytes) {
    oracle.areaUnmapped(address, bytes);
    trackFreed(address);
    virtual.unmapArea(cpu, address);
    tellPending();
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    oracle.areasPurged(start, end);
    virtual.purgeAreas(cpu, start, end);
    tellPending();
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long bytes) {
    boolean enough;
    if (vmapStacks) {
      oracle.areaMapped(address, bytes, bytes);
      enough = virtual.makeStack(cpu, address, bytes, false);
      if (!enough) {
        virtual.stackRefused(cpu, address);
        oracle.stackIdle(address, bytes);
      }
    } else {
      long pfn = (address - directMapBase) >>> pageShift;
      int order = Long.numberOfTrailingZeros(bytes) - pageShift;
      enough = virtual.makeDirectStack(cpu, pfn, order);
      if (!enough) {
        virtual.directStackRefused(pfn, order);
      }
    }
    tellPending();
    return enough;
  }

  @Override
  public void stackFreed(int cpu, long address, long bytes) {
    if (vmapStacks) {
      oracle.stackIdle(address, bytes);
      virtual.freeStack(cpu, address);
    } else {
      virtual.freeDirectStack(
          cpu,
          (address - directMapBase) >>> pageShift,
          Long.numberOfTrailingZeros(bytes) - pageShift);
    }
    tellPending();
  }

  /** Number of an allocator's cache in the truth. */
  private int number(int cache) {
    if (cache < numbers.length && numbers[cache] != UNKNOWN) {
      return numbers[cache];
    }
    if (slab == null) {
      throw new IllegalStateException("no slab allocator yet");
    }
    if (cache >= numbers.length) {
      int known = numbers.length;
      numbers = Arrays.copyOf(numbers, 2 * cache);
      Arrays.fill(numbers, known, numbers.length, UNKNOWN);
    }
    numbers[cache] = core.state().caches().number(slab.cache(cache));
    return numbers[cache];
  }
}
