// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.primitive;

import java.util.Arrays;

/**
 * A map from {@code long} to {@code long} by open addressing; key and value stand side by side, so
 * that a look-up touches one cache line. Keys are any values but 0, values any but {@link #NONE}.
 */
public final class LongMap {
  /** There is no such key. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long FREE = 0;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] cells;
  private int shift;
  private int size;

  /**
   * @param expected how many keys to make room for at once
   */
  public LongMap(int expected) {
    int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, expected)) << 2);
    cells = new long[capacity << 1];
    shift = 64 - Integer.numberOfTrailingZeros(capacity);
  }

  /** How many keys it has. */
  public int size() {
    return size;
  }

  /** The value of a key, or {@link #NONE}. */
  public long get(long key) {
    long[] all = cells;
    int mask = all.length - 1;
    for (int cell = home(key); ; cell = (cell + 2) & mask) {
      long found = all[cell];
      if (found == key) {
        return all[cell + 1];
      }
      if (found == FREE) {
        return NONE;
      }
    }
  }

  /** Sets the value of a key; returns the one it had, or {@link #NONE}. */
  public long put(long key, long value) {
    long[] all = cells;
    int mask = all.length - 1;
    for (int cell = home(key); ; cell = (cell + 2) & mask) {
      long found = all[cell];
      if (found == key) {
        long old = all[cell + 1];
        all[cell + 1] = value;
        return old;
      }
      if (found == FREE) {
        all[cell] = key;
        all[cell + 1] = value;
        if (++size > all.length >> 2) {
          grow();
        }
        return NONE;
      }
    }
  }

  /** Takes a key out; returns the value it had, or {@link #NONE}. */
  public long remove(long key) {
    long[] all = cells;
    int mask = all.length - 1;
    for (int cell = home(key); ; cell = (cell + 2) & mask) {
      long found = all[cell];
      if (found == FREE) {
        return NONE;
      }
      if (found == key) {
        long old = all[cell + 1];
        closeGap(cell);
        size--;
        return old;
      }
    }
  }

  /** Takes all keys out. */
  public void clear() {
    Arrays.fill(cells, FREE);
    size = 0;
  }

  /** All keys, ascending as unsigned numbers. */
  public long[] sortedKeys() {
    long[] keys = new long[size];
    int count = 0;
    for (int cell = 0; cell < cells.length; cell += 2) {
      if (cells[cell] != FREE) {
        keys[count++] = cells[cell] ^ Long.MIN_VALUE;
      }
    }
    Arrays.sort(keys);
    for (int i = 0; i < count; i++) {
      keys[i] ^= Long.MIN_VALUE;
    }
    return keys;
  }

  private int home(long key) {
    return (int) (key * MULTIPLIER >>> shift) << 1;
  }

  private void closeGap(int removed) {
    int mask = cells.length - 1;
    int gap = removed;
    for (int cell = (gap + 2) & mask; cells[cell] != FREE; cell = (cell + 2) & mask) {
      int home = home(cells[cell]);
      boolean reachesOverGap =
          gap <= cell ? home <= gap || home > cell : home <= gap && home > cell;
      if (reachesOverGap) {
        cells[gap] = cells[cell];
        cells[gap + 1] = cells[cell + 1];
        gap = cell;
      }
    }
    cells[gap] = FREE;
  }

  private void grow() {
    long[] old = cells;
    cells = new long[old.length << 1];
    shift--;
    int mask = cells.length - 1;
    for (int from = 0; from < old.length; from += 2) {
      if (old[from] != FREE) {
        int cell = home(old[from]);
        while (cells[cell] != FREE) {
          cell = (cell + 2) & mask;
        }
        cells[cell] = old[from];
        cells[cell + 1] = old[from + 1];
      }
    }
  }
}
