// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.reclaim;

import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.page.PageList;

/**
 * Pages of the page cache in the order of their use: an inactive list that reclaim takes from, and
 * an active list for pages that were used again.
 *
 * <p>A page's state is the owner number of its frame in the {@link MemMap}.
 */
public final class PageCacheLru {
  private static final int INACTIVE = 1;
  private static final int ACTIVE = 2;
  private static final int REFERENCED = 4;

  private final MemMap map;
  private final PageList inactive;
  private final PageList active;
  private long pages;

  /** Empty lists. */
  public PageCacheLru(MemMap map) {
    this.map = map;
    inactive = new PageList(map);
    active = new PageList(map);
  }

  /** A page was read in. */
  public void add(int pfn) {
    map.setOwner(pfn, INACTIVE);
    inactive.addHead(pfn);
    pages++;
  }

  /** A page goes away. */
  public void remove(int pfn) {
    (isActive(pfn) ? active : inactive).remove(pfn);
    map.setOwner(pfn, 0);
    pages--;
  }

  /** A page was used (mark_page_accessed): the second time it becomes active. */
  public void used(int pfn) {
    int state = map.owner(pfn);
    if ((state & REFERENCED) == 0) {
      map.setOwner(pfn, state | REFERENCED);
    } else if (state == (INACTIVE | REFERENCED)) {
      inactive.remove(pfn);
      active.addHead(pfn);
      map.setOwner(pfn, ACTIVE);
    }
  }

  /** Pages on both lists. */
  public long pages() {
    return pages;
  }

  /** Pages on the inactive list. */
  public long inactive() {
    return inactive.size();
  }

  /** Pages on the active list. */
  public long active() {
    return active.size();
  }

  /**
   * Takes the page used longest ago off the inactive list; pages that were used meanwhile get
   * another round.
   *
   * @param most how many pages to look at
   * @return its pfn, or {@link MemMap#NONE} when none of those can go
   */
  int takeOldest(int most) {
    for (int i = 0; i < most && inactive.size() > 0; i++) {
      int pfn = inactive.tail();
      if ((map.owner(pfn) & REFERENCED) == 0) {
        remove(pfn);
        return pfn;
      }
      inactive.remove(pfn);
      inactive.addHead(pfn);
      map.setOwner(pfn, INACTIVE);
    }
    return MemMap.NONE;
  }

  /** Makes up to {@code most} of the oldest active pages inactive. */
  void deactivate(long most) {
    for (long i = 0; i < most && active.size() > 0; i++) {
      int pfn = active.tail();
      active.remove(pfn);
      if ((map.owner(pfn) & REFERENCED) != 0) {
        map.setOwner(pfn, ACTIVE);
        active.addHead(pfn);
      } else {
        map.setOwner(pfn, INACTIVE);
        inactive.addHead(pfn);
      }
    }
  }

  private boolean isActive(int pfn) {
    return (map.owner(pfn) & ACTIVE) != 0;
  }
}
