// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.workload.PageFlags;
import kasan.kernel.internal.truth.KernelState;
import kasan.kernel.internal.truth.PageMap;

/**
 * Kinds of pages before the first event, from the flags of each frame
 * (include/uapi/linux/kernel-page-flags.h).
 *
 * <p>Slab, buddy, page table and reserved pages carry a flag that says so; pages with any other
 * flag are in use as whole pages. A page without flags may be on a per-CPU free list, belong to a
 * driver or be mapped by vmalloc: unknown. But an aligned run of the largest order without any flag
 * is memory that no zone manages yet (deferred initialisation): a managed run would have been
 * merged and carry the buddy flag, or be in use here and there.
 */
public final class StartState {
  static final long SLAB = 1L << 7;
  private static final long BUDDY = 1L << 10;
  private static final long COMPOUND_HEAD = 1L << 15;
  private static final long COMPOUND_TAIL = 1L << 16;
  private static final long NO_PAGE = 1L << 20;
  private static final long PAGE_TABLE = 1L << 26;
  private static final long RESERVED = 1L << 32;

  /** MAX_PAGE_ORDER of every architecture that does not choose another. */
  private static final int MAX_PAGE_ORDER = 10;

  private final PageMap pages;
  private final PageFlags flags;
  private final long frames;

  private StartState(KernelState state, PageFlags flags) {
    this.pages = state.pages();
    this.flags = flags;
    this.frames = Math.min(flags.frames(), state.machine().frames());
  }

  /** Sets the kind of every page that the flags know. */
  public static void fill(KernelState state, PageFlags flags) {
    var start = new StartState(state, flags);
    for (PfnRange range : state.machine().ram()) {
      start.fill(range.first(), Math.min(range.end(), start.frames));
      start.findUnmanaged(range.first(), Math.min(range.end(), start.frames));
    }
  }

  private void fill(long first, long end) {
    long next;
    for (long pfn = first; pfn < end; pfn = next) {
      long flag = flags.at(pfn);
      next = Math.min(end, flags.sameUntil(pfn));
      int order = 0;
      if ((flag & (COMPOUND_HEAD | NO_PAGE)) == COMPOUND_HEAD) {
        next = endOfCompound(pfn, end);
        long size = next - pfn;
        order =
            Long.bitCount(size) == 1 && (pfn & (size - 1)) == 0
                ? Long.numberOfTrailingZeros(size)
                : PageMap.NO_ORDER;
      }
      PageKind kind = kindOf(flag);
      pages.set(pfn, next - pfn, kind, kind == PageKind.UNKNOWN ? PageMap.NO_ORDER : order);
    }
  }

  private long endOfCompound(long head, long end) {
    long pfn = head + 1;
    while (pfn < end && (flags.at(pfn) & (COMPOUND_TAIL | COMPOUND_HEAD)) == COMPOUND_TAIL) {
      pfn++;
    }
    return pfn;
  }

  private static PageKind kindOf(long flag) {
    if ((flag & NO_PAGE) != 0) {
      return PageKind.NONE;
    } else if ((flag & SLAB) != 0) {
      return PageKind.SLAB;
    } else if ((flag & BUDDY) != 0) {
      return PageKind.FREE;
    } else if ((flag & PAGE_TABLE) != 0) {
      return PageKind.PAGE_TABLE;
    } else if ((flag & RESERVED) != 0) {
      return PageKind.RESERVED;
    }
    return flag == 0 ? PageKind.UNKNOWN : PageKind.ALLOCATED;
  }

  private void findUnmanaged(long first, long end) {
    long size = 1L << MAX_PAGE_ORDER;
    for (long pfn = (first + size - 1) & -size; pfn + size <= end; pfn += size) {
      if (pages.kind(pfn) == PageKind.UNKNOWN && pages.endOfKind(pfn, pfn + size) == pfn + size) {
        pages.set(pfn, size, PageKind.UNMANAGED, PageMap.NO_ORDER);
      }
    }
  }

  /**
   * Slab pages by flag.
   *
   * @param pages how many
   * @param blocks aligned blocks of some pages that have one of them
   */
  public record Slabs(long pages, long blocks) {}

  /** Counts slab pages, and aligned blocks of 2^{@code order} pages that have one. */
  public static Slabs slabs(PageFlags flags, int order) {
    long count = 0;
    long blocks = 0;
    long last = -1;
    long next;
    for (long pfn = 0; pfn < flags.frames(); pfn = next) {
      next = flags.sameUntil(pfn);
      if ((flags.at(pfn) & SLAB) != 0) {
        count += next - pfn;
        long first = Math.max(pfn >>> order, last + 1);
        long lastHere = (next - 1) >>> order;
        if (lastHere >= first) {
          blocks += lastHere - first + 1;
          last = lastHere;
        }
      }
    }
    return new Slabs(count, blocks);
  }
}
