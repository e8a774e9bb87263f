// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.AgedBlock.Stretch;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.lab.api.recording.Ageing;

/**
 * Lays the page blocks of a machine that has been up over one that has just booted. Free pages go
 * to the free lists of their block's type. All others are <em>standing</em>: held, until what stood
 * there is asked for. A slab gets the pages of one that was as large, movable pages those of
 * movable ones, all else those of others. When the start is over ({@link #settle}) slab pages that
 * nobody asked for are free, and the others stay in use: by what a workload does not model.
 */
final class AgedBlocks {
  /** Machines of one size of RAM differ by less: in what firmware keeps of it. */
  private static final double NEARLY_ALL = 0.97;

  private static final int SLAB_ORDERS = MemMap.MAX_ORDER + 1;

  private final MemMap map;
  private final ZoneList zones;
  private final PageList[] slabs = new PageList[SLAB_ORDERS];
  private final PageList movable;
  private final PageList others;
  private long standing;
  private int laid;
  private int withoutPlace;

  AgedBlocks(MemMap map, ZoneList zones) {
    this.map = map;
    this.zones = zones;
    movable = new PageList(map);
    others = new PageList(map);
    for (int order = 0; order < SLAB_ORDERS; order++) {
      slabs[order] = new PageList(map);
    }
  }

  /**
   * Lays blocks: all of them on a machine with as much RAM as theirs or more, on a smaller one as
   * many as its part of their RAM, evenly drawn. Each comes to lie as far up as it did, or in the
   * next block that is free as a whole.
   *
   * @param ramPages RAM of this machine
   */
  void lay(Ageing ageing, long ramPages) {
    double share = Math.min(1, (double) ramPages / ageing.ramPages());
    boolean whole = share > NEARLY_ALL;
    for (int i = 0; i < ageing.blocks().size(); i++) {
      if (whole || (long) ((i + 1) * share) > (long) (i * share)) {
        AgedBlock block = ageing.blocks().get(i);
        long number = whole ? block.number() : (long) (block.number() * share);
        lay(block, number, ageing.blockOrder());
      }
    }
  }

  private void lay(AgedBlock block, long number, int order) {
    int blocks = map.frames() >> order;
    for (int i = 0; i < blocks; i++) {
      int pfn = (int) ((number + i) % blocks) << order;
      Zone zone = zones.of(pfn);
      if (zone.contains(pfn) && zone.takeAt(pfn, order)) {
        map.setBlockType(pfn, block.mobility().ordinal());
        fill(block, pfn, zone);
        laid++;
        return;
      }
    }
    withoutPlace++;
  }

  private void fill(AgedBlock block, int first, Zone zone) {
    int pfn = first;
    for (Stretch stretch : block.stretches()) {
      int end = pfn + stretch.pages();
      if (stretch.use() == Use.FREE) {
        release(zone, pfn, end);
      } else {
        int step = 1 << stretch.order();
        for (int at = pfn; at < end; at += step) {
          listOf(stretch.use(), stretch.order()).addTail(at);
          map.setState(at, MemMap.HELD | stretch.order());
        }
        standing += stretch.pages();
      }
      pfn = end;
    }
  }

  private static void release(Zone zone, int from, int end) {
    for (int pfn = from; pfn < end; ) {
      int order = Math.min(MemMap.MAX_ORDER, Integer.numberOfTrailingZeros(pfn));
      while (pfn + (1 << order) > end) {
        order--;
      }
      zone.release(pfn, order, false);
      pfn += 1 << order;
    }
  }

  private PageList listOf(Use use, int order) {
    return switch (use) {
      case SLAB -> slabs[order];
      case MOVABLE -> movable;
      default -> others;
    };
  }

  /** Pages that are standing. */
  long standingPages() {
    return standing;
  }

  /** Blocks that were laid. */
  int laid() {
    return laid;
  }

  /** Blocks for which there was no place. */
  int withoutPlace() {
    return withoutPlace;
  }

  /** Takes the pages that such an allocation had; {@link MemMap#NONE} when there are none left. */
  int take(int order, int gfp) {
    if ((gfp & Gfp.SLAB) != 0) {
      return takeSlab(order);
    }
    PageList list = (gfp & Gfp.MOVABLE) != 0 ? movable : others;
    if (order > 0 || list.size() == 0) {
      return MemMap.NONE;
    }
    return takeHead(list, 0);
  }

  /** Of a slab that was as large; else of a larger one, whose rest waits for smaller ones. */
  private int takeSlab(int order) {
    for (int found = order; found < SLAB_ORDERS; found++) {
      if (slabs[found].size() > 0) {
        int pfn = takeHead(slabs[found], found);
        for (int rest = found; rest > order; ) {
          rest--;
          int half = pfn + (1 << rest);
          slabs[rest].addHead(half);
          map.setState(half, MemMap.HELD | rest);
          standing += 1L << rest;
        }
        return pfn;
      }
    }
    return MemMap.NONE;
  }

  private int takeHead(PageList list, int order) {
    int pfn = list.head();
    list.remove(pfn);
    standing -= 1L << order;
    return pfn;
  }

  /** Who gets the pages that nobody asked for. */
  interface Rest {
    /** A page stays in use. */
    void inUse(int pfn, boolean movable);
  }

  /** The start is over. */
  void settle(Rest rest) {
    for (int order = 0; order < SLAB_ORDERS; order++) {
      while (slabs[order].size() > 0) {
        int pfn = takeHead(slabs[order], order);
        zones.of(pfn).release(pfn, order, false);
      }
    }
    while (movable.size() > 0) {
      rest.inUse(takeHead(movable, 0), true);
    }
    while (others.size() > 0) {
      rest.inUse(takeHead(others, 0), false);
    }
  }
}
