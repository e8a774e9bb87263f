// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

/** A map from numbers other than 0 to numbers of 0 and more, by open addressing. */
final class LongTable {
  /** There is no such key. */
  static final long NONE = -1;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long[] keys = new long[1 << 12];
  private long[] values = new long[1 << 12];
  private int shift = 64 - 12;
  private int size;

  /** The value of a key, or {@link #NONE}. */
  long get(long key) {
    int cell = cellOf(key);
    return keys[cell] == key ? values[cell] : NONE;
  }

  /** Sets the value of a key. */
  void put(long key, long value) {
    int cell = cellOf(key);
    values[cell] = value;
    if (keys[cell] == 0) {
      keys[cell] = key;
      if (++size > keys.length >> 1) {
        grow();
      }
    }
  }

  /** Takes a key out; returns the value it had, or {@link #NONE}. */
  long remove(long key) {
    int gap = cellOf(key);
    if (keys[gap] != key) {
      return NONE;
    }
    long value = values[gap];
    int mask = keys.length - 1;
    for (int cell = (gap + 1) & mask; keys[cell] != 0; cell = (cell + 1) & mask) {
      int home = home(keys[cell]);
      if (((cell - home) & mask) >= ((cell - gap) & mask)) {
        keys[gap] = keys[cell];
        values[gap] = values[cell];
        gap = cell;
      }
    }
    keys[gap] = 0;
    size--;
    return value;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  /** What is done with each entry; in no order that means anything. */
  interface Visitor {
    void entry(long key, long value);
  }

  /** Visits all entries. */
  void forEach(Visitor visitor) {
    for (int cell = 0; cell < keys.length; cell++) {
      if (keys[cell] != 0) {
        visitor.entry(keys[cell], values[cell]);
      }
    }
  }

  /** The cell of a key, or the empty one where it belongs. */
  private int cellOf(long key) {
    int mask = keys.length - 1;
    int cell = home(key);
    while (keys[cell] != 0 && keys[cell] != key) {
      cell = (cell + 1) & mask;
    }
    return cell;
  }

  private int home(long key) {
    return (int) (key * MULTIPLIER >>> shift);
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[oldKeys.length << 1];
    values = new long[oldKeys.length << 1];
    shift--;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int cell = cellOf(oldKeys[i]);
        keys[cell] = oldKeys[i];
        values[cell] = oldValues[i];
      }
    }
  }
}
