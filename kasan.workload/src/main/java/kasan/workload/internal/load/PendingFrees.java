// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.Arrays;

/**
 * What a load has asked for and will free, the next to go first: a heap of columns. All in it is in
 * use, so that accesses can be drawn from it.
 */
final class PendingFrees {
  private long[] due = new long[1 << 10];
  private long[] handle = new long[1 << 10];
  private long[] bytes = new long[1 << 10];
  private byte[] kind = new byte[1 << 10];
  private int size;

  /** How many there are. */
  int size() {
    return size;
  }

  /** When the next is freed; {@link Long#MAX_VALUE} when there is none. */
  long nextDue() {
    return size == 0 ? Long.MAX_VALUE : due[0];
  }

  /** Handle of entry {@code i}; 0 is the next to go. */
  long handle(int i) {
    return handle[i];
  }

  /** Bytes of entry {@code i}. */
  long bytes(int i) {
    return bytes[i];
  }

  /** Ordinal of the kind of request that entry {@code i} was. */
  int kind(int i) {
    return kind[i];
  }

  /** Adds what is to be freed. */
  void add(long when, long what, int kindOrdinal, long itsBytes) {
    if (size == due.length) {
      due = Arrays.copyOf(due, 2 * size);
      handle = Arrays.copyOf(handle, 2 * size);
      bytes = Arrays.copyOf(bytes, 2 * size);
      kind = Arrays.copyOf(kind, 2 * size);
    }
    int at = size++;
    while (at > 0 && due[(at - 1) >> 1] > when) {
      move((at - 1) >> 1, at);
      at = (at - 1) >> 1;
    }
    set(at, when, what, (byte) kindOrdinal, itsBytes);
  }

  /** Takes the next out. */
  void remove() {
    int last = --size;
    int at = 0;
    for (int child = 1; child < last; child = 2 * at + 1) {
      if (child + 1 < last && due[child + 1] < due[child]) {
        child++;
      }
      if (due[child] >= due[last]) {
        break;
      }
      move(child, at);
      at = child;
    }
    move(last, at);
  }

  private void move(int from, int to) {
    set(to, due[from], handle[from], kind[from], bytes[from]);
  }

  private void set(int at, long when, long what, byte kindOrdinal, long itsBytes) {
    due[at] = when;
    handle[at] = what;
    kind[at] = kindOrdinal;
    bytes[at] = itsBytes;
  }
}
