// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.modelled;

import kasan.api.memory.FrameUse;
import kasan.kernel.internal.alloc.boot.BootMemory;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.frames.FrameSource;
import kasan.kernel.internal.view.BlockHolder;
import org.jspecify.annotations.Nullable;

/**
 * Frames of shadows: out of boot memory while the kernel boots, out of the page allocator later.
 * Frames that boot gave and that come back join the page allocator.
 *
 * <p>Taking frames never reclaims and never waits: it happens inside of allocations and of shadows.
 */
final class ShadowFrames implements FrameSource, BlockHolder {
  private final BootMemory boot;
  private final Announcer announcer;
  private @Nullable PageAllocator pages;

  ShadowFrames(BootMemory boot, Announcer announcer) {
    this.boot = boot;
    this.announcer = announcer;
  }

  /** Boot is over. */
  void use(PageAllocator allocator) {
    pages = allocator;
  }

  @Override
  public long take(long frames, FrameUse use) {
    PageAllocator allocator = pages;
    if (allocator == null) {
      long pfn = boot.takeForShadow(frames, frames);
      if (pfn >= 0) {
        announcer.tookFromBoot(pfn, frames);
      }
      return pfn;
    }
    int order = Long.numberOfTrailingZeros(frames);
    if (order > MemMap.MAX_ORDER) {
      return FrameSource.NONE;
    }
    announcer.forShadow(true);
    int pfn = allocator.allocate(0, order, Gfp.HIGH);
    announcer.forShadow(false);
    if (pfn == MemMap.NONE) {
      return FrameSource.NONE;
    }
    if (order > 0) {
      allocator.split(pfn, order);
    }
    return pfn;
  }

  @Override
  public int takeEach(long frames, FrameUse use, long[] pfns, int count) {
    PageAllocator allocator = pages;
    int order = Long.numberOfTrailingZeros(frames);
    if (allocator == null || order == 0 || order > MemMap.MAX_ORDER) {
      return FrameSource.super.takeEach(frames, use, pfns, count);
    }
    announcer.forShadow(true);
    int got = allocator.allocateEach(0, order, Gfp.HIGH, pfns, count);
    announcer.forShadow(false);
    return got;
  }

  @Override
  public void giveEach(long firstPfn, long frames, int count) {
    PageAllocator allocator = pages;
    int order = Long.numberOfTrailingZeros(frames);
    if (allocator == null
        || order == 0
        || order > MemMap.MAX_ORDER
        || !allocator.isAllocated((int) firstPfn)) {
      FrameSource.super.giveEach(firstPfn, frames, count);
      return;
    }
    announcer.forShadow(true);
    allocator.freeBlocks(0, (int) firstPfn, order, count);
    announcer.forShadow(false);
  }

  @Override
  public void give(long firstPfn, long frames) {
    PageAllocator allocator = pages;
    if (allocator == null) {
      boot.giveBack(firstPfn, frames);
      return;
    }
    announcer.forShadow(true);
    if (!allocator.isAllocated((int) firstPfn)) {
      allocator.adopt(0, (int) firstPfn, (int) frames);
    } else if (frames == 1) {
      allocator.free(0, (int) firstPfn, 0);
    } else {
      allocator.freeRun(0, (int) firstPfn, (int) frames);
    }
    announcer.forShadow(false);
  }

  @Override
  public boolean hold(long pfn, int order) {
    return pages != null && pages.hold((int) pfn, order);
  }

  @Override
  public void giveBack(long pfn, int order) {
    if (pages == null) {
      throw new IllegalStateException("block " + Long.toHexString(pfn) + " is not held");
    }
    pages.unhold((int) pfn, order);
  }
}
