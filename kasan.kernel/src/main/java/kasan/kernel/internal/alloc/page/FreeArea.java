// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * The free blocks of a zone, by order and migrate type (struct free_area), and the buddy system on
 * them. Blocks are split and merged as in Linux; lists are taken from at the head, and a block
 * whose buddy's buddy is free goes to the tail, in the hope of a merge.
 *
 * <p>A free block stands on the list of the migrate type of its (first) page block. Pristine blocks
 * (see {@link MemMap}) stand on no list; they come after those that do.
 */
final class FreeArea {
  private static final int ORDERS = MemMap.MAX_ORDER + 1;
  private static final int MOVABLE = MigrateType.MOVABLE.ordinal();

  private final MemMap map;
  private final int start;
  private final int end;
  private final PageList[] lists = new PageList[ORDERS * MigrateType.COUNT];
  private long pages;
  private int pristine;
  private int pristineFrom;

  /** Has no free block yet; buddies outside of {@code start} to {@code end} are not its own. */
  FreeArea(MemMap map, int start, int end) {
    this.map = map;
    this.start = start;
    this.end = end;
    pristineFrom = start;
    for (int i = 0; i < lists.length; i++) {
      lists[i] = new PageList(map);
    }
  }

  /** Pages in all free blocks. */
  long pages() {
    return pages;
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

  /** Adds a block of the highest order that was never touched. */
  void addPristine(int pfn) {
    map.setPristine(pfn);
    pristine++;
    pages += 1 << MemMap.MAX_ORDER;
  }

  /** Frees a block and merges it with its buddies. */
  void release(int pfn, int order, boolean toTail) {
    int type = map.blockType(pfn);
    pages += 1L << order;
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
    pages -= 1L << order;
    return true;
  }

  /** Takes a block of a type, out of the smallest that suffices, or {@link MemMap#NONE}. */
  int takeSmallest(int order, int type) {
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

  /**
   * Hands out a removed block: puts what is too much of it on the lists, the upper half first, then
   * the upper half of the rest, and so on.
   *
   * @param order of what is handed out
   * @param found of the removed block
   */
  void expand(int pfn, int order, int found, int type) {
    pages -= 1L << order;
    while (found > order) {
      found--;
      int half = pfn + (1 << found);
      list(found, type).addHead(half);
      map.setState(half, MemMap.FREE | found);
    }
  }

  /** The block that is taken next, or {@link MemMap#NONE}. */
  int first(int order, int type) {
    int pfn = list(order, type).head();
    if (pfn == MemMap.NONE && order == MemMap.MAX_ORDER && type == MOVABLE && pristine > 0) {
      pristineFrom = map.firstPristine(pristineFrom);
      return pristineFrom;
    }
    return pfn;
  }

  /** Takes a block off its list; it still counts as free until {@link #expand} hands it out. */
  void remove(int pfn, int order, int type) {
    if (order == MemMap.MAX_ORDER && map.isPristine(pfn)) {
      touchPristine(pfn);
    } else {
      list(order, type).remove(pfn);
    }
    map.setState(pfn, 0);
  }

  /** Moves the free blocks in a page block from the lists of one type to those of another. */
  void moveFreePages(int first, int blockPages, int from, int to) {
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
    return pfn >= start && pfn < end && map.state(pfn) == (MemMap.FREE | order);
  }

  private PageList list(int order, int type) {
    return lists[order * MigrateType.COUNT + type];
  }
}
