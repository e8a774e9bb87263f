// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.ageing;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.Machine;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.PageTypeInfo;
import kasan.api.workload.Recording;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.AgedBlock.Stretch;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.lab.api.recording.Ageing;
import org.jspecify.annotations.Nullable;

/**
 * Reads off the flags of page frames what the pages of each page block are used for
 * (include/uapi/linux/kernel-page-flags.h). Taken along are blocks with a slab page, and those that
 * are partly free and hold more of the kernel's pages than of others: a next slab may come to lie
 * there. What lies in all others does not decide where slab goes.
 */
public final class BlockSurvey {
  private static final long LRU = 1L << 5;
  private static final long SLAB = 1L << 7;
  private static final long BUDDY = 1L << 10;
  private static final long MAPPED = 1L << 11;
  private static final long ANON = 1L << 12;
  private static final long COMPOUND_HEAD = 1L << 15;
  private static final long COMPOUND_TAIL = 1L << 16;
  private static final long MOVABLE = LRU | MAPPED | ANON;

  /** log2 of the pages of a page block where nobody says: huge pages are of 2 MiB mostly. */
  private static final int USUAL_ORDER = 9;

  /** MAX_PAGE_ORDER where it is usual. */
  private static final int MOST_ORDER = 10;

  private final PageFlags flags;
  private final int blockOrder;
  private final int blockPages;
  private final Use[] uses;
  private final int[] orders;
  private final List<Stretch> stretches = new ArrayList<>();

  private BlockSurvey(PageFlags flags, int blockOrder) {
    this.flags = flags;
    this.blockOrder = blockOrder;
    blockPages = 1 << blockOrder;
    uses = new Use[blockPages];
    orders = new int[blockPages];
  }

  /**
   * What the snapshot before a recording tells.
   *
   * @return null when it has no flags of page frames, or page blocks larger than the page allocator
   *     is modelled with
   */
  public static @Nullable Ageing of(Recording recording) {
    MachineState before = recording.before();
    PageFlags flags = before == null ? null : before.pageFlags();
    Machine machine = recording.machine();
    if (before == null || flags == null) {
      return null;
    }
    List<PageTypeInfo> types = before.pageTypes();
    int blockOrder = types.isEmpty() ? USUAL_ORDER : types.get(0).blockOrder();
    if (blockOrder > MOST_ORDER) {
      return null;
    }
    List<FilledBlock> filled = new BlockSurvey(flags, blockOrder).survey();
    return new Ageing(
        recording.name().replace(' ', '_'),
        machine.pageShift(),
        blockOrder,
        machine.ramPages(),
        Mobilities.of(before).assign(filled));
  }

  private List<FilledBlock> survey() {
    var found = new ArrayList<FilledBlock>();
    for (long first = 0; first + blockPages <= flags.frames(); first += blockPages) {
      boolean uniform = flags.sameUntil(first) >= first + blockPages;
      if (!uniform || (flags.at(first) & SLAB) != 0) {
        look(first);
        var block = new FilledBlock(first >> blockOrder, List.copyOf(stretches));
        if (block.pages(Use.SLAB) > 0
            || block.pages(Use.FREE) > 0 && block.pages(Use.OTHER) > block.pages(Use.MOVABLE)) {
          found.add(block);
        }
      }
    }
    return found;
  }

  /** Fills the list of stretches with those of one block. */
  private void look(long first) {
    for (int i = 0; i < blockPages; ) {
      i += lookAtCompound(first, i);
    }
    stretches.clear();
    for (int i = 0; i < blockPages; ) {
      int next = i;
      int count = 0;
      while (next < blockPages && uses[next] == uses[i] && orders[next] == orders[i]) {
        next += 1 << orders[next];
        count++;
      }
      stretches.add(new Stretch(uses[i], orders[i], count));
      i = next;
    }
  }

  /** Notes the use of a page, or of all pages of its compound; how many these are. */
  private int lookAtCompound(long first, int i) {
    long flag = flags.at(first + i);
    int pages = 1;
    if ((flag & COMPOUND_HEAD) != 0) {
      while (i + pages < blockPages
          && (flags.at(first + i + pages) & (COMPOUND_HEAD | COMPOUND_TAIL)) == COMPOUND_TAIL) {
        pages++;
      }
    }
    Use use = useOf(flag);
    boolean whole = use == Use.SLAB && Integer.bitCount(pages) == 1 && i % pages == 0;
    for (int page = i; page < i + pages; page++) {
      uses[page] = use;
      orders[page] = whole ? Integer.numberOfTrailingZeros(pages) : 0;
    }
    return pages;
  }

  private static Use useOf(long flag) {
    if ((flag & SLAB) != 0) {
      return Use.SLAB;
    } else if ((flag & BUDDY) != 0) {
      return Use.FREE;
    }
    return (flag & MOVABLE) != 0 ? Use.MOVABLE : Use.OTHER;
  }

  /**
   * A page block whose mobility is not known yet.
   *
   * @param number of it
   * @param stretches its pages
   */
  record FilledBlock(long number, List<Stretch> stretches) {
    /** Its pages of one use. */
    int pages(Use use) {
      int pages = 0;
      for (Stretch stretch : stretches) {
        pages += stretch.use() == use ? stretch.pages() : 0;
      }
      return pages;
    }

    AgedBlock with(AgedBlock.Mobility mobility) {
      return new AgedBlock(number, mobility, stretches);
    }
  }
}
