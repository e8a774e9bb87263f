// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * A zone: a range of frames with its free area, its watermarks and the lists of CPUs. It decides
 * which migrate type a page comes from when the lists of the type that was asked for are empty, and
 * when a page block changes its type with it.
 */
final class Zone {
  private static final int MOVABLE = MigrateType.MOVABLE.ordinal();

  /** Types to fall back to when the lists of a type are empty, by type. */
  private static final int[][] FALLBACKS = fallbacks();

  private final MemMap map;
  private final int start;
  private final int end;
  private final FreeArea freeArea;
  private final CpuPages[] cpuPages;
  private final int index;
  private long managed;
  private boolean stoleSinceAsked;

  /** Set by {@link PageAllocator}: watermarks in pages without boost, and reserves by zone. */
  long min;

  long low;
  long high;
  long boost;
  final long[] reserve;

  /** Set while the zone is below its high watermark, and while it is being reclaimed. */
  boolean belowHigh;

  boolean reclaimActive;

  Zone(MemMap map, int index, int zones, int start, int end, int cpus) {
    this.map = map;
    this.index = index;
    this.start = start;
    this.end = end;
    reserve = new long[zones];
    freeArea = new FreeArea(map, start, end);
    cpuPages = new CpuPages[cpus];
    for (int cpu = 0; cpu < cpus; cpu++) {
      cpuPages[cpu] = new CpuPages(map, this, cpu);
    }
  }

  int index() {
    return index;
  }

  boolean contains(int pfn) {
    return pfn >= start && pfn < end;
  }

  long managed() {
    return managed;
  }

  /** The zone manages more frames than boot had left over: those of a run that lie in it. */
  void adopted(int pfn, int count) {
    managed += Math.max(0, Math.min(pfn + count, end) - Math.max(pfn, start));
  }

  /** Pages on the free lists. */
  long free() {
    return freeArea.pages();
  }

  /** Free blocks of an order, of all types. */
  long blocks(int order) {
    return freeArea.blocks(order);
  }

  /** Pages on lists of CPUs. */
  long onCpuLists() {
    long pages = 0;
    for (CpuPages set : cpuPages) {
      pages += set.count();
    }
    return pages;
  }

  CpuPages cpu(int cpu) {
    return cpuPages[cpu];
  }

  int cpus() {
    return cpuPages.length;
  }

  /** Adds frames that boot leaves over, in the largest aligned blocks, ascending. */
  void addFree(int from, int to) {
    managed += to - from;
    for (int pfn = from; pfn < to; ) {
      int order = Math.min(MemMap.MAX_ORDER, Integer.numberOfTrailingZeros(pfn));
      while (pfn + (1 << order) > to) {
        order--;
      }
      if (order == MemMap.MAX_ORDER) {
        freeArea.addPristine(pfn);
      } else {
        freeArea.release(pfn, order, true);
      }
      pfn += 1 << order;
    }
  }

  /**
   * Takes a block of the smallest order that has one, from its own type or, failing that, others.
   */
  int take(int order, int type, boolean mayFragment) {
    int pfn = freeArea.takeSmallest(order, type);
    return pfn != MemMap.NONE ? pfn : takeFromOtherType(order, type, mayFragment);
  }

  /**
   * Takes a block of the highest order as a whole, where to {@link #take} two of the order below
   * would take its halves.
   *
   * @return its first pfn, or {@link MemMap#NONE} where they would be others
   */
  int takePair(int type) {
    int highest = MemMap.MAX_ORDER;
    if (freeArea.blocks(highest - 1, type) > 0) {
      return MemMap.NONE;
    }
    int from = freeArea.blocks(highest, type) > 0 ? type : fallback(highest, type);
    if (from < 0) {
      return MemMap.NONE;
    }
    int pfn = freeArea.first(highest, from);
    freeArea.remove(pfn, highest, from);
    if (from != type) {
      setBlockTypes(pfn, highest, type);
    }
    freeArea.expand(pfn, highest, highest, type);
    return pfn;
  }

  /** Frees a block and merges it with its buddies. */
  void release(int pfn, int order, boolean toTail) {
    freeArea.release(pfn, order, toTail);
  }

  /**
   * Takes a certain block out of the free lists.
   *
   * @return false when not all of it is there
   */
  boolean takeAt(int pfn, int order) {
    return freeArea.takeAt(pfn, order);
  }

  /** Whether the zone has {@code mark} pages free, and a block of the order. */
  boolean watermarkOk(int order, long mark, int highestZone, long fromReserve) {
    long usable = freeArea.pages() - ((1L << order) - 1);
    if (usable <= mark - fromReserve + reserve[highestZone]) {
      return false;
    }
    if (order == 0) {
      return true;
    }
    for (int o = order; o <= MemMap.MAX_ORDER; o++) {
      if (blocks(o) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether pages of another type's block were taken since the last call. */
  boolean stole() {
    boolean stole = stoleSinceAsked;
    stoleSinceAsked = false;
    return stole;
  }

  private int takeFromOtherType(int order, int type, boolean mayFragment) {
    int least = mayFragment ? order : Math.max(order, map.pageBlockOrder());
    for (int found = MemMap.MAX_ORDER; found >= least; found--) {
      int other = fallback(found, type);
      if (other >= 0) {
        boolean wholeBlock = mayTakeWholeBlock(found, type);
        if (!wholeBlock && type == MOVABLE) {
          for (found = order; fallback(found, type) < 0; found++) {}
          other = fallback(found, type);
        }
        return steal(freeArea.first(found, other), found, order, other, type, wholeBlock);
      }
    }
    return MemMap.NONE;
  }

  private int fallback(int order, int type) {
    for (int other : FALLBACKS[type]) {
      if (freeArea.blocks(order, other) > 0) {
        return other;
      }
    }
    return -1;
  }

  private boolean mayTakeWholeBlock(int order, int type) {
    return order >= map.pageBlockOrder() / 2 || type != MOVABLE;
  }

  /** Takes {@code pfn} for another type; its page block changes type when most of it is fit. */
  private int steal(int pfn, int found, int order, int from, int to, boolean wholeBlock) {
    if (found >= map.pageBlockOrder()) {
      freeArea.remove(pfn, found, from);
      setBlockTypes(pfn, found, to);
      freeArea.expand(pfn, order, found, to);
      return pfn;
    }
    boostWatermark();
    if (wholeBlock && claimPageBlock(pfn, from, to)) {
      return freeArea.takeSmallest(order, to);
    }
    freeArea.remove(pfn, found, from);
    freeArea.expand(pfn, order, found, from);
    return pfn;
  }

  private void setBlockTypes(int pfn, int order, int type) {
    for (int at = pfn; at < pfn + (1 << order); at += 1 << map.pageBlockOrder()) {
      map.setBlockType(at, type);
    }
  }

  /** Gives the page block to another type, if half of it is free or of that type's kind. */
  private boolean claimPageBlock(int pfn, int from, int to) {
    int blockPages = 1 << map.pageBlockOrder();
    int first = pfn & -blockPages;
    if (first < start || first + blockPages > end) {
      return false;
    }
    int freePages = 0;
    int movablePages = 0;
    for (int at = first; at < first + blockPages; ) {
      int state = map.state(at);
      int kind = state & MemMap.KIND_MASK;
      if (kind == MemMap.FREE) {
        int pages = 1 << (state & MemMap.ORDER_MASK);
        freePages += pages;
        at += pages;
      } else {
        if (kind == MemMap.ALLOCATED_MOVABLE) {
          movablePages++;
        }
        at++;
      }
    }
    int alike = 0;
    if (to == MOVABLE) {
      alike = movablePages;
    } else if (from == MOVABLE) {
      alike = blockPages - freePages - movablePages;
    }
    if (freePages + alike < blockPages / 2) {
      return false;
    }
    freeArea.moveFreePages(first, blockPages, from, to);
    map.setBlockType(pfn, to);
    return true;
  }

  private void boostWatermark() {
    long blockPages = 1L << map.pageBlockOrder();
    if (blockPages * 4 <= managed && high > 0) {
      boost = Math.min(boost + blockPages, Math.max(blockPages, high * 3 / 2));
      stoleSinceAsked = true;
    }
  }

  private static int[][] fallbacks() {
    int unmovable = MigrateType.UNMOVABLE.ordinal();
    int reclaimable = MigrateType.RECLAIMABLE.ordinal();
    var table = new int[MigrateType.COUNT][];
    table[unmovable] = new int[] {reclaimable, MOVABLE};
    table[MOVABLE] = new int[] {reclaimable, unmovable};
    table[reclaimable] = new int[] {unmovable, MOVABLE};
    return table;
  }
}
