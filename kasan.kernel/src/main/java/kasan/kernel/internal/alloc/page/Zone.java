// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * A zone: a range of frames with its free lists. Blocks are split and merged as in Linux; lists are
 * taken from at the head, and a block whose buddy's buddy is free goes to the tail, in the hope of
 * a merge.
 *
 * <p>A free block stands on the list of the migrate type of its (first) page block.
 */
final class Zone {
  private static final int ORDERS = MemMap.MAX_ORDER + 1;
  private static final int MOVABLE = MigrateType.MOVABLE.ordinal();

  /** Types to fall back to when the lists of a type are empty, by type. */
  private static final int[][] FALLBACKS = fallbacks();

  private final MemMap map;
  private final int start;
  private final int end;
  private final PageList[] lists = new PageList[ORDERS * MigrateType.COUNT];
  private final CpuPages[] cpuPages;
  private final int index;
  private long managed;
  private long free;
  private int pristine;
  private int pristineFrom;
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
    pristineFrom = start;
    for (int i = 0; i < lists.length; i++) {
      lists[i] = new PageList(map);
    }
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
    return free;
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

  /** Free blocks of an order, of all types. */
  long blocks(int order) {
    long count = order == MemMap.MAX_ORDER ? pristine : 0;
    for (int type = 0; type < MigrateType.COUNT; type++) {
      count += list(order, type).size();
    }
    return count;
  }

  /** Free blocks of an order and type. */
  long blocks(int order, int type) {
    long listed = list(order, type).size();
    return order == MemMap.MAX_ORDER && type == MOVABLE ? listed + pristine : listed;
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
        map.setPristine(pfn);
        pristine++;
        free += 1 << order;
      } else {
        release(pfn, order, true);
      }
      pfn += 1 << order;
    }
  }

  /**
   * Takes a block of the smallest order that has one, from its own type or, failing that, others.
   */
  int take(int order, int type, boolean mayFragment) {
    int pfn = takeSmallest(order, type);
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
    if (list(highest - 1, type).size() > 0) {
      return MemMap.NONE;
    }
    int from = blocks(highest, type) > 0 ? type : fallback(highest, type);
    if (from < 0) {
      return MemMap.NONE;
    }
    int pfn = first(highest, from);
    remove(pfn, highest, from);
    if (from != type) {
      setBlockTypes(pfn, highest, type);
    }
    free -= 1L << highest;
    return pfn;
  }

  /** Frees a block and merges it with its buddies. */
  void release(int pfn, int order, boolean toTail) {
    int type = map.blockType(pfn);
    free += 1L << order;
    map.setState(pfn, 0);
    while (order < MemMap.MAX_ORDER) {
      int buddy = pfn ^ 1 << order;
      if (!isFree(buddy, order)) {
        break;
      }
      int buddyType = map.blockType(buddy);
      list(order, buddyType).remove(buddy);
      map.setState(buddy, 0);
      if (buddyType != type) {
        map.setBlockType(buddy, type);
      }
      pfn &= buddy;
      order++;
    }
    if (toTail || mergeLikely(pfn, order)) {
      list(order, type).addTail(pfn);
    } else {
      list(order, type).addHead(pfn);
    }
    map.setState(pfn, MemMap.FREE | order);
  }

  /**
   * Takes a certain block out of the free lists.
   *
   * @return false when not all of it is there
   */
  boolean takeAt(int pfn, int order) {
    int head = pfn;
    int found = order;
    if (map.isPristine(pfn)) {
      touchPristine(pfn & -MemMap.CHUNK_PAGES);
      list(MemMap.MAX_ORDER, map.blockType(pfn)).addHead(pfn & -MemMap.CHUNK_PAGES);
    }
    while (!isFree(head, found)) {
      if (++found > MemMap.MAX_ORDER) {
        return false;
      }
      head = pfn & -(1 << found);
    }
    int type = map.blockType(head);
    remove(head, found, type);
    while (found > order) {
      found--;
      int half = 1 << found;
      int rest = (pfn & half) == 0 ? head + half : head;
      head = pfn & -half;
      list(found, type).addHead(rest);
      map.setState(rest, MemMap.FREE | found);
    }
    free -= 1L << order;
    return true;
  }

  /** Whether the zone has {@code mark} pages free, and a block of the order. */
  boolean watermarkOk(int order, long mark, int highestZone, long fromReserve) {
    long usable = free - ((1L << order) - 1);
    if (usable <= mark - fromReserve + reserve[highestZone]) {
      return false;
    }
    if (order == 0) {
      return true;
    }
    for (int o = order; o < ORDERS; o++) {
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

  private int takeSmallest(int order, int type) {
    for (int found = order; found < ORDERS; found++) {
      int pfn = first(found, type);
      if (pfn != MemMap.NONE) {
        remove(pfn, found, type);
        expand(pfn, order, found, type);
        return pfn;
      }
    }
    return MemMap.NONE;
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
        return steal(first(found, other), found, order, other, type, wholeBlock);
      }
    }
    return MemMap.NONE;
  }

  private int fallback(int order, int type) {
    for (int other : FALLBACKS[type]) {
      if (blocks(order, other) > 0) {
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
      remove(pfn, found, from);
      setBlockTypes(pfn, found, to);
      expand(pfn, order, found, to);
      return pfn;
    }
    boostWatermark();
    if (wholeBlock && claimPageBlock(pfn, from, to)) {
      return takeSmallest(order, to);
    }
    remove(pfn, found, from);
    expand(pfn, order, found, from);
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
    for (int at = first; at < first + blockPages; ) {
      int state = map.state(at);
      if ((state & MemMap.KIND_MASK) == MemMap.FREE) {
        int order = state & MemMap.ORDER_MASK;
        list(order, from).remove(at);
        list(order, to).addTail(at);
        at += 1 << order;
      } else {
        at++;
      }
    }
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

  /** Puts what is too much of a block on the lists: the upper half, then its lower half's, ... */
  private void expand(int pfn, int order, int found, int type) {
    free -= 1L << order;
    while (found > order) {
      found--;
      int half = pfn + (1 << found);
      list(found, type).addHead(half);
      map.setState(half, MemMap.FREE | found);
    }
  }

  private int first(int order, int type) {
    int pfn = list(order, type).head();
    if (pfn == MemMap.NONE && order == MemMap.MAX_ORDER && type == MOVABLE && pristine > 0) {
      pristineFrom = map.firstPristine(pristineFrom);
      return pristineFrom;
    }
    return pfn;
  }

  /** Takes a block off its list; of free pages it still counts. */
  private void remove(int pfn, int order, int type) {
    if (order == MemMap.MAX_ORDER && map.isPristine(pfn)) {
      touchPristine(pfn);
    } else {
      list(order, type).remove(pfn);
    }
    map.setState(pfn, 0);
  }

  private void touchPristine(int pfn) {
    map.clearPristine(pfn);
    map.setState(pfn, MemMap.FREE | MemMap.MAX_ORDER);
    pristine--;
  }

  private boolean mergeLikely(int pfn, int order) {
    if (order >= MemMap.MAX_ORDER - 1) {
      return false;
    }
    int higher = pfn & -(2 << order);
    return isFree(higher ^ 2 << order, order + 1);
  }

  private boolean isFree(int pfn, int order) {
    return contains(pfn) && map.state(pfn) == (MemMap.FREE | order);
  }

  private PageList list(int order, int type) {
    return lists[order * MigrateType.COUNT + type];
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
