// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import java.util.Arrays;

/**
 * The TLB of one CPU: translations and permissions as they were when they were cached, until they
 * are flushed or make room.
 *
 * <p>Set-associative, {@value #MOST_WAYS} ways at most, first in first out within a set; one array
 * for leaves of all sizes, as in a unified second-level TLB. Entries that are not present are
 * cached only where {@link #insertInvalid} says so. Paging-structure caches are not modelled.
 */
final class Tlb {
  private static final int MOST_WAYS = 4;
  private static final int LEVEL_BITS = 3;
  private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;
  private static final long EMPTY = 0;

  private final int[] leafShifts;
  private final int ways;
  private final int setMask;

  /** Tag and entry of each slot in turn: a set is one line of the host's cache. */
  private final long[] slots;

  private final byte[] next;

  /** Bit i: a leaf of size i has been cached since the last whole flush. */
  private int sizes;

  /** The slot found last, looked at first, since accesses cluster. */
  private int recent;

  /** The level found last. */
  private int recentLevel;

  private int changes;

  /**
   * @param leafShifts log2 of the leaf size of each table level; 0 for a level without leaves
   */
  Tlb(int size, int[] leafShifts) {
    this.leafShifts = leafShifts;
    this.ways = Math.min(MOST_WAYS, size);
    this.setMask = size / ways - 1;
    this.slots = new long[2 * size];
    this.next = new byte[setMask + 1];
  }

  /** The slot that translates {@code address}, or -1. */
  int find(long address) {
    int slot = find(address, recentLevel);
    return slot < 0 ? findElsewhere(address) : slot;
  }

  private int findElsewhere(long address) {
    for (int level = 0, left = sizes; left != 0; level++, left >>>= 1) {
      if ((left & 1) != 0 && level != recentLevel) {
        int slot = find(address, level);
        if (slot >= 0) {
          recentLevel = level;
          return slot;
        }
      }
    }
    return -1;
  }

  private int find(long address, int level) {
    long page = address >>> leafShifts[level];
    long tag = tag(page, level);
    return slots[recent] == tag ? recent : findInSet(page, tag);
  }

  private int findInSet(long page, long tag) {
    int slot = 2 * setOf(page) * ways;
    for (int end = slot + 2 * ways; slot < end; slot += 2) {
      if (slots[slot] == tag) {
        recent = slot;
        return slot;
      }
    }
    return -1;
  }

  /** Counts changes of what is cached. */
  int changes() {
    return changes;
  }

  long entry(int slot) {
    return slots[slot + 1];
  }

  /** Caches a leaf that the tables hold. */
  void insert(long address, long leaf) {
    int level = Entry.level(leaf);
    int slot = find(address, level);
    long page = address >>> leafShifts[level];
    if (slot < 0) {
      int set = setOf(page);
      slot = 2 * (set * ways + next[set]);
      next[set] = (byte) ((next[set] + 1) % ways);
    }
    slots[slot] = tag(page, level);
    slots[slot + 1] = leaf;
    sizes |= 1 << level;
    changes++;
  }

  /** Caches that a page is not mapped, unless something is cached of it. */
  void insertInvalid(long address) {
    if (find(address) < 0) {
      insert(address, Entry.ABSENT);
    }
  }

  /** So many adjacent pages leave nothing in here of what was cached before. */
  int capacity() {
    return slots.length / 2;
  }

  /** Whether it translates any page from {@code first} to {@code last}. */
  boolean holdsAny(long first, long last) {
    if (sizes == 0) {
      return false;
    }
    for (int slot = 0; slot < slots.length; slot += 2) {
      long tag = slots[slot];
      if (tag != EMPTY) {
        int shift = leafShifts[(int) (tag - 1) & LEVEL_MASK];
        long page = (tag - 1) >>> LEVEL_BITS;
        if (page >= first >>> shift && page <= last >>> shift) {
          return true;
        }
      }
    }
    return false;
  }

  /** Is shown what is cached. */
  @FunctionalInterface
  interface CachedVisitor {
    /**
     * One entry.
     *
     * @param address first that it translates
     * @param leafShift log2 of how many bytes it translates
     */
    void cached(long address, int leafShift, long entry);
  }

  /** Shows all that is cached. */
  void forEachCached(CachedVisitor visitor) {
    for (int slot = 0; slot < slots.length; slot += 2) {
      long tag = slots[slot];
      if (tag != EMPTY) {
        int shift = leafShifts[(int) (tag - 1) & LEVEL_MASK];
        visitor.cached((tag - 1) >>> LEVEL_BITS << shift, shift, entry(slot));
      }
    }
  }

  void drop(int slot) {
    slots[slot] = EMPTY;
    changes++;
  }

  void flush() {
    if (sizes != 0) {
      Arrays.fill(slots, EMPTY);
      sizes = 0;
      changes++;
    }
  }

  /** Drops what translates any page from {@code start} to {@code last}. */
  void flushRange(long start, long last, int pageShift) {
    if (sizes == 0) {
      return;
    }
    long pages = (last >>> pageShift) - (start >>> pageShift);
    for (long i = 0; i <= pages; i++) {
      long address = start + (i << pageShift);
      for (int slot = find(address); slot >= 0; slot = find(address)) {
        drop(slot);
      }
    }
  }

  private int setOf(long page) {
    return (int) (page ^ page >>> 9) & setMask;
  }

  /** Never {@link #EMPTY}. */
  private static long tag(long page, int level) {
    return (page << LEVEL_BITS | level) + 1;
  }
}
