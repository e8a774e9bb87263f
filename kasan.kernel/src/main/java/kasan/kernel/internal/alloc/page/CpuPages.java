// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * Pages of one zone that one CPU keeps for itself (per_cpu_pages): lists by order 0 to 3 and type,
 * filled and drained in batches. How much it may keep follows how much it needs, as Linux does
 * since 6.7.
 */
final class CpuPages {
  /** Highest order that is kept (PAGE_ALLOC_COSTLY_ORDER). */
  static final int MAX_ORDER = 3;

  private static final int BATCH_SCALE_MAX = 5;
  private static final int LISTS = (MAX_ORDER + 1) * MigrateType.COUNT;

  private final MemMap map;
  private final Zone zone;
  private final PageList[] lists = new PageList[LISTS];

  /** Frames on list i have this plus i as their owner. */
  private final int firstOwner;

  private int count;
  private int batch = 1;
  private int least;
  private int most;
  private int high;
  private int allocFactor;
  private int freeCount;
  private boolean lastFreeWasHighOrder;

  CpuPages(MemMap map, Zone zone, int cpu) {
    this.map = map;
    this.zone = zone;
    this.firstOwner = cpu * LISTS;
    for (int i = 0; i < LISTS; i++) {
      lists[i] = new PageList(map);
    }
  }

  void configure(int newBatch, int newLeast, int newMost) {
    batch = newBatch;
    least = newLeast;
    most = newMost;
    high = newLeast;
  }

  /** Pages that it keeps. */
  int count() {
    return count;
  }

  /** Takes a block, filling the list from the zone when it is empty. */
  int take(int order, int type, boolean mayFragment) {
    freeCount >>= 1;
    PageList list = lists[order * MigrateType.COUNT + type];
    if (list.size() == 0) {
      fill(order, type, mayFragment);
      if (list.size() == 0) {
        return MemMap.NONE;
      }
    }
    int pfn = list.head();
    list.remove(pfn);
    map.setOwner(pfn, 0);
    count -= 1 << order;
    return pfn;
  }

  /** Takes a freed block in, and drains a batch to the zone when that is too much. */
  void release(int pfn, int order) {
    allocFactor >>= 1;
    int index = order * MigrateType.COUNT + map.blockType(pfn);
    lists[index].addHead(pfn);
    map.setOwner(pfn, firstOwner + index);
    map.setState(pfn, MemMap.ON_CPU_LIST | order);
    count += 1 << order;
    boolean freeHigh = false;
    if (order > 0) {
      freeHigh = freeCount >= batch && lastFreeWasHighOrder && count >= batch;
      lastFreeWasHighOrder = true;
    } else {
      lastFreeWasHighOrder = false;
    }
    if (freeCount < batch << BATCH_SCALE_MAX) {
      freeCount += 1 << order;
    }
    int limit = limit(freeHigh);
    if (count >= limit) {
      drain(toDrain(limit, freeHigh), index);
      if (zone.belowHigh && zone.watermarkOk(0, zone.high, 0, 0)) {
        zone.belowHigh = false;
      }
    }
  }

  /** Lets it shrink by an eighth when it holds more than it should; done once a second. */
  void decay() {
    if (high > least) {
      int smaller = Math.max(count - (batch << BATCH_SCALE_MAX), high - (high >> 3));
      high = Math.max(smaller, least);
    }
    if (count > high) {
      drain(count - high, 0);
    }
  }

  /** Gives one block that it keeps back to the zone. */
  void drainPage(int pfn) {
    int index = map.owner(pfn) - firstOwner;
    int order = index / MigrateType.COUNT;
    lists[index].remove(pfn);
    map.setOwner(pfn, 0);
    count -= 1 << order;
    zone.release(pfn, order, false);
  }

  /** CPU on whose list a frame with this owner is. */
  static int cpuOf(int owner) {
    return owner / LISTS;
  }

  /** Gives everything back to the zone. */
  void drainAll() {
    drain(count, 0);
  }

  private void fill(int order, int type, boolean mayFragment) {
    int index = order * MigrateType.COUNT + type;
    int blocks = blocksToFill(order);
    for (int i = 0; i < blocks; i++) {
      int pfn = zone.take(order, type, mayFragment);
      if (pfn == MemMap.NONE) {
        break;
      }
      lists[index].addTail(pfn);
      map.setOwner(pfn, firstOwner + index);
      map.setState(pfn, MemMap.ON_CPU_LIST | order);
      count += 1 << order;
    }
  }

  private int blocksToFill(int order) {
    high = Math.min(Math.max(high, least), most);
    if (high < batch) {
      return 1;
    }
    int want = order > 0 ? batch : batch << allocFactor;
    if (least != most && !zone.belowHigh) {
      high = Math.min(high + want, most);
    }
    if (order == 0) {
      int room = Math.max(high - count - batch, batch);
      if (want <= room && allocFactor < BATCH_SCALE_MAX) {
        allocFactor++;
      }
      want = Math.min(want, room);
    }
    return want > 1 ? Math.max(want >> order, 2) : want;
  }

  private int limit(boolean freeHigh) {
    high = Math.min(Math.max(high, least), most);
    if (high == 0) {
      return 0;
    }
    if (freeHigh) {
      high = Math.max(high - (batch << BATCH_SCALE_MAX), least);
      return 0;
    }
    if (zone.reclaimActive) {
      high = Math.max(high - Math.max(freeCount, batch), least);
      return Math.min(batch << 2, high);
    }
    int limit = high;
    if (least == most) {
      return limit;
    }
    if (zone.belowHigh) {
      high = Math.max(high - Math.max(freeCount, batch), least);
      limit = Math.max(count, least);
    } else if (count >= limit) {
      int needed = freeCount + batch;
      if (high < needed) {
        high = Math.min(Math.max(needed, least), most);
      }
    }
    return limit;
  }

  private int toDrain(int limit, boolean freeHigh) {
    if (freeHigh) {
      return Math.min(count, batch << BATCH_SCALE_MAX);
    }
    if (limit < batch) {
      return 1;
    }
    return Math.max(batch, Math.min(freeCount, limit - batch));
  }

  /**
   * Gives pages back to the zone, from the tails of its lists by turns, beginning at {@code index}.
   */
  private void drain(int pages, int index) {
    int left = Math.min(pages, count);
    while (left > 0) {
      PageList list = lists[index];
      int order = index / MigrateType.COUNT;
      while (left > 0 && list.size() > 0) {
        int pfn = list.tail();
        list.remove(pfn);
        map.setOwner(pfn, 0);
        count -= 1 << order;
        left -= 1 << order;
        zone.release(pfn, order, false);
      }
      index = (index + 1) % LISTS;
    }
  }
}
