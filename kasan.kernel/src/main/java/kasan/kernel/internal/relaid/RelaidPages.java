// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import java.util.Arrays;
import kasan.api.memory.PageKind;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageAllocator;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.core.Tally;
import kasan.kernel.internal.truth.PageMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the page frames of a recording are when its requests are placed again. Those in use before
 * the trace stay where they were; what was asked for later is where the modelled allocator put it;
 * pages of slabs and large kmallocs are nowhere, because the modelled slab allocator has its own.
 */
final class RelaidPages {
  private static final int CHUNK_SHIFT = 10;
  private static final int NOTHING = 0;
  private static final int SLAB = 1;
  private static final int IN_PLACE = 2;
  private static final int FIRST_PLACED = 3;

  /** Told of recorded slab pages that are given up. */
  interface SlabPages {
    /** A recorded page is no slab page any more. */
    void gone(int cpu, long recordedPfn);
  }

  private final PageAllocator pages;
  private final Tally tally;
  private final SlabPages slabPages;
  private final int[] @Nullable [] chunks;
  private final long frames;

  /**
   * @param frames of the recorded machine
   */
  RelaidPages(PageAllocator pages, Tally tally, long frames, SlabPages slabPages) {
    this.pages = pages;
    this.tally = tally;
    this.frames = frames;
    this.slabPages = slabPages;
    chunks = new int[(int) (frames >> CHUNK_SHIFT) + 1][];
  }

  /** Takes over what is in use at the start; slab pages are those that {@code recorded} says. */
  void start(PageMap recorded, long first, long end) {
    for (long pfn = first; pfn < end; ) {
      long next = recorded.endOfKind(pfn, end);
      PageKind kind = recorded.kind(pfn);
      if (kind == PageKind.SLAB) {
        set(pfn, next, SLAB);
      } else if (kind != PageKind.FREE && kind != PageKind.NONE && kind != PageKind.UNMANAGED) {
        set(pfn, next, IN_PLACE);
      }
      pfn = next;
    }
  }

  private void set(long first, long end, int state) {
    for (long pfn = first; pfn < end; ) {
      long stop = Math.min(end, (pfn >> CHUNK_SHIFT) + 1 << CHUNK_SHIFT);
      int[] chunk = chunk(pfn);
      Arrays.fill(chunk, inChunk(pfn), inChunk(stop - 1) + 1, state);
      pfn = stop;
    }
  }

  /** Pages were handed out. */
  void allocate(int cpu, long pfn, int order, int gfp) {
    if (!inMachine(pfn, order)) {
      return;
    }
    for (long page = pfn; page < pfn + (1L << order); page++) {
      if (get(page) != NOTHING) {
        tally.note(Note.IMPLIED_PAGE_FREES);
        freePage(cpu, page);
      }
    }
    int placed = pages.allocate(cpu, order, gfp);
    if (placed == MemMap.NONE) {
      tally.note(Note.REQUESTS_FAILED);
      return;
    }
    for (int i = 0; i < 1 << order; i++) {
      put(pfn + i, FIRST_PLACED + placed + i);
    }
  }

  /** Pages were freed. */
  void free(int cpu, long pfn, int order) {
    if (!inMachine(pfn, order)) {
      return;
    }
    int placed = get(pfn) - FIRST_PLACED;
    if (order > 0 && placed >= 0 && pages.isAllocated(placed) && pages.orderOf(placed) == order) {
      for (int i = 0; i < 1 << order; i++) {
        put(pfn + i, NOTHING);
      }
      pages.free(cpu, placed, order);
      return;
    }
    for (long page = pfn; page < pfn + (1L << order); page++) {
      if (get(page) == NOTHING) {
        tally.unknownFree();
      } else {
        freePage(cpu, page);
      }
    }
  }

  /** An object lies on a page: the block that was handed out was for a slab. */
  void becameSlab(int cpu, long pfn) {
    if (pfn < 0 || pfn >= frames) {
      return;
    }
    int state = get(pfn);
    if (state == NOTHING) {
      put(pfn, SLAB);
    } else if (state >= FIRST_PLACED) {
      int head = headOf(state - FIRST_PLACED);
      int order = pages.orderOf(head);
      long first = pfn - (state - FIRST_PLACED - head);
      for (int i = 0; i < 1 << order; i++) {
        put(first + i, SLAB);
      }
      pages.free(cpu, head, order);
    } else if (state == IN_PLACE) {
      // its flags said otherwise: it changed hands while the snapshot was taken
      freePage(cpu, pfn);
      put(pfn, SLAB);
    }
  }

  private void freePage(int cpu, long pfn) {
    int state = get(pfn);
    put(pfn, NOTHING);
    if (state == SLAB) {
      slabPages.gone(cpu, pfn);
    } else if (state == IN_PLACE) {
      pages.adopt(cpu, (int) pfn, 1);
    } else {
      int placed = state - FIRST_PLACED;
      int head = headOf(placed);
      if (pages.orderOf(head) > 0) {
        pages.split(head, pages.orderOf(head));
      }
      pages.free(cpu, placed, 0);
    }
  }

  /** First page of the allocated block that a page is in. */
  private int headOf(int placed) {
    for (int order = 0; order <= MemMap.MAX_ORDER; order++) {
      int head = placed & -(1 << order);
      if (pages.isAllocated(head) && placed < head + (1 << pages.orderOf(head))) {
        return head;
      }
    }
    throw new IllegalStateException("page " + placed + " is in no block");
  }

  private boolean inMachine(long pfn, int order) {
    boolean inside =
        order >= 0 && order <= MemMap.MAX_ORDER && pfn >= 0 && pfn + (1L << order) <= frames;
    if (!inside) {
      tally.note(pfn == -1 ? Note.FAILED_ALLOCATIONS : Note.PAGES_OUTSIDE);
    }
    return inside;
  }

  private int get(long pfn) {
    int[] chunk = chunks[(int) (pfn >> CHUNK_SHIFT)];
    return chunk == null ? NOTHING : chunk[inChunk(pfn)];
  }

  private void put(long pfn, int state) {
    chunk(pfn)[inChunk(pfn)] = state;
  }

  private int[] chunk(long pfn) {
    int[] chunk = chunks[(int) (pfn >> CHUNK_SHIFT)];
    if (chunk == null) {
      chunk = new int[1 << CHUNK_SHIFT];
      chunks[(int) (pfn >> CHUNK_SHIFT)] = chunk;
    }
    return chunk;
  }

  private static int inChunk(long pfn) {
    return (int) pfn & (1 << CHUNK_SHIFT) - 1;
  }
}
