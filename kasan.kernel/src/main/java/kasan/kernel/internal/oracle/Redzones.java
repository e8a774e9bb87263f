// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import java.util.Arrays;
import kasan.api.scheme.KernelTruth.RedzoneVisitor;
import kasan.kernel.internal.primitive.SortedAddresses;

/**
 * What compiled code has poisoned for reasons of its own: disjoint byte ranges, ascending, each
 * with the generic shadow byte that stands for its reason.
 */
public final class Redzones {
  private static final int ROOM = 64;

  private long[] starts = new long[ROOM];
  private long[] ends = new long[ROOM];
  private byte[] codes = new byte[ROOM];
  private int size;
  private final Runnable changed;

  /**
   * @param changed is told before each change
   */
  Redzones(Runnable changed) {
    this.changed = changed;
  }

  /** Gives a range a reason; what lay there before gives way. */
  public void set(long address, long bytes, byte code) {
    if (bytes <= 0) {
      return;
    }
    clear(address, bytes);
    insert(after(address), address, address + bytes, code);
  }

  /** Makes a range accessible. */
  public void clear(long address, long bytes) {
    changed.run();
    long end = address + bytes;
    int at = after(address);
    if (at > 0 && Long.compareUnsigned(ends[at - 1], address) > 0) {
      at = cut(at - 1, address, end);
    }
    int last = at;
    while (last < size && Long.compareUnsigned(starts[last], end) < 0) {
      if (Long.compareUnsigned(ends[last], end) > 0) {
        starts[last] = end;
        break;
      }
      last++;
    }
    remove(at, last);
  }

  /** Cuts a range out of the middle of, or off the end of, the one at an index. */
  private int cut(int index, long address, long end) {
    long oldEnd = ends[index];
    if (starts[index] == address) {
      return index;
    }
    ends[index] = address;
    if (Long.compareUnsigned(oldEnd, end) > 0) {
      insert(index + 1, end, oldEnd, codes[index]);
    }
    return index + 1;
  }

  /** The code of the range that holds an address; 0 when none does. */
  public byte codeAt(long address) {
    int at = after(address) - 1;
    return at >= 0 && Long.compareUnsigned(address, ends[at]) < 0 ? codes[at] : 0;
  }

  /**
   * The first address of a range that lies in a redzone.
   *
   * @return the address, or the end of the range
   */
  public long firstIn(long address, long bytes) {
    long end = address + bytes;
    int at = after(address);
    if (at > 0 && Long.compareUnsigned(address, ends[at - 1]) < 0) {
      return address;
    }
    return at < size && Long.compareUnsigned(starts[at], end) < 0 ? starts[at] : end;
  }

  /** Visits all, by ascending address. */
  public void forEach(RedzoneVisitor visitor) {
    for (int i = 0; i < size; i++) {
      visitor.redzone(starts[i], ends[i] - starts[i], codes[i]);
    }
  }

  /** How many ranges there are. */
  public int size() {
    return size;
  }

  /** Index of the first range that starts above an address. */
  private int after(long address) {
    return SortedAddresses.after(starts, size, address);
  }

  private void insert(int index, long start, long end, byte code) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      codes = Arrays.copyOf(codes, 2 * size);
    }
    int behind = size - index;
    System.arraycopy(starts, index, starts, index + 1, behind);
    System.arraycopy(ends, index, ends, index + 1, behind);
    System.arraycopy(codes, index, codes, index + 1, behind);
    starts[index] = start;
    ends[index] = end;
    codes[index] = code;
    size++;
  }

  private void remove(int from, int to) {
    int behind = size - to;
    System.arraycopy(starts, to, starts, from, behind);
    System.arraycopy(ends, to, ends, from, behind);
    System.arraycopy(codes, to, codes, from, behind);
    size -= to - from;
  }
}
