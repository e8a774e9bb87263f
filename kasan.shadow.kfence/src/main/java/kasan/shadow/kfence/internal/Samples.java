// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

/**
 * The objects that were sampled, ascending by address: those that live in a slot of the pool, and
 * those that were freed from one that has not been used again.
 */
final class Samples {
  /** No sampled object there. */
  static final int NONE = -1;

  private final long[] starts;
  private final long[] ends;
  private final int[] slots;
  private int size;

  Samples(int most) {
    this.starts = new long[most];
    this.ends = new long[most];
    this.slots = new int[most];
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The slot of the object whose memory an address lies in, or {@link #NONE}. */
  int slotOf(long address) {
    int at = lastFrom(address);
    return at >= 0 && address < ends[at] ? slots[at] : NONE;
  }

  /** Index of the last object that starts at or below an address; -1 when there is none. */
  private int lastFrom(long address) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= address) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  /** Adds an object that overlaps no other. */
  void add(long start, long bytes, int slot) {
    int at = lastFrom(start) + 1;
    shift(at, at + 1);
    starts[at] = start;
    ends[at] = start + bytes;
    slots[at] = slot;
    size++;
  }

  /** Forgets the object of a slot, if there is one. */
  void removeSlot(int slot) {
    for (int i = 0; i < size; i++) {
      if (slots[i] == slot) {
        shift(i + 1, i);
        size--;
        return;
      }
    }
  }

  /** The slot of the first object that overlaps a range, or {@link #NONE}. */
  int firstIn(long start, long end) {
    int at = lastFrom(start);
    if (at < 0 || ends[at] <= start) {
      at++;
    }
    return at < size && starts[at] < end ? slots[at] : NONE;
  }

  private void shift(int from, int to) {
    System.arraycopy(starts, from, starts, to, size - from);
    System.arraycopy(ends, from, ends, to, size - from);
    System.arraycopy(slots, from, slots, to, size - from);
  }
}
