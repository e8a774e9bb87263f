// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import kasan.api.memory.FrameUse;
import kasan.kernel.internal.alloc.boot.BootMemory;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.frames.FrameSource;
import kasan.kernel.internal.placement.Announcer;
import kasan.kernel.internal.view.BlockHolder;
import org.jspecify.annotations.Nullable;

/**
 * Frames of shadows: out of boot memory while the kernel boots, out of the page allocator later.
 * Frames that boot gave and that come back join the page allocator.
 *
 * <p>Taking frames never reclaims and never waits: it happens inside of allocations and of shadows.
 */
final class ShadowFrames implements FrameSource, BlockHolder {
  private static final int GFP = Gfp.HIGH | Gfp.SHADOW;

  private final BootMemory boot;
  private final Announcer announcer;
  private @Nullable PageAllocator pages;
  private boolean looked;

  ShadowFrames(BootMemory boot, Announcer announcer) {
    this.boot = boot;
    this.announcer = announcer;
  }

  /** Boot is over. */
  void use(PageAllocator allocator) {
    pages = allocator;
  }

  @Override
  public void shadowLooked() {
    looked = true;
  }

  @Override
  public long take(long frames, FrameUse use) {
    PageAllocator allocator = pages;
    if (allocator == null) {
      long pfn = boot.takeForShadow(frames, frames);
      if (pfn >= 0) {
        announcer.tookFromBoot(pfn, frames, looked);
      }
      return pfn;
    }
    int order = Long.numberOfTrailingZeros(frames);
    if (order > MemMap.MAX_ORDER) {
      return FrameSource.NONE;
    }
    announcer.forShadow(true);
    int pfn = allocator.allocate(0, order, GFP);
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
    if (allocator == null || order > MemMap.MAX_ORDER) {
      return FrameSource.super.takeEach(frames, use, pfns, count);
    }
    announcer.forShadow(true);
    int got =
        order == 0
            ? takeSingles(allocator, pfns, count)
            : allocator.allocateEach(0, order, GFP, pfns, count);
    announcer.forShadow(false);
    return got;
  }

  /** Single frames, cut from blocks as large as there are. */
  private static int takeSingles(PageAllocator allocator, long[] pfns, int count) {
    int got = 0;
    int highest = MemMap.MAX_ORDER;
    while (got < count) {
      int order = Math.min(highest, 31 - Integer.numberOfLeadingZeros(count - got));
      int pfn = allocator.allocate(0, order, GFP);
      if (pfn != MemMap.NONE) {
        allocator.split(pfn, order);
        for (int i = 0; i < 1 << order; i++) {
          pfns[got++] = (long) pfn + i;
        }
      } else if (order == 0) {
        return got;
      } else {
        highest = order - 1;
      }
    }
    return got;
  }

  @Override
  public void giveEach(long firstPfn, long frames, int count) {
    PageAllocator allocator = pages;
    int order = Long.numberOfTrailingZeros(frames);
    if (allocator == null
        || order > MemMap.MAX_ORDER
        || !giveAllOf(allocator, (int) firstPfn, order, count)) {
      FrameSource.super.giveEach(firstPfn, frames, count);
    }
  }

  /** Gives runs back in one go; false when only some of them are the page allocator's. */
  private boolean giveAllOf(PageAllocator allocator, int pfn, int order, int count) {
    boolean allocated = allocator.areAllocated(pfn, count << order);
    if (!allocated && !allocator.areOfBoot(pfn, count << order)) {
      return false;
    }
    announcer.forShadow(true);
    if (!allocated) {
      allocator.adopt(0, pfn, count << order);
    } else if (order == 0) {
      allocator.freeRun(0, pfn, count);
    } else {
      allocator.freeBlocks(0, pfn, order, count);
    }
    announcer.forShadow(false);
    return true;
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
