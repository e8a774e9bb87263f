// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.MemoryState.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a memory dump as one line of generic shadow bytes.
 *
 * <p>Only rows that follow each other without a gap around the bad one are taken.
 */
final class ShadowMap {
  private final long start;
  private final int granule;
  private final byte[] shadow;

  private ShadowMap(long start, int granule, byte[] shadow) {
    this.start = start;
    this.granule = granule;
    this.shadow = shadow;
  }

  /**
   * Bytes that may be accessed, with poison on either side.
   *
   * @param start first byte
   * @param startKnown false where the dump begins in the middle of it
   * @param end first byte behind it
   * @param endKnown false where the dump ends in the middle of it
   */
  record Extent(long start, boolean startKnown, long end, boolean endKnown) {
    long size() {
      return end - start;
    }
  }

  /**
   * Neighbours with the same shadow.
   *
   * @param address of the first
   * @param granules how many
   * @param value of the shadow, 0 to 255
   */
  record Run(long address, int granules, int value) {}

  /** The dump around an address; null when the dump does not hold it. */
  static @Nullable ShadowMap around(@Nullable MemoryState state, @Nullable Long address) {
    if (state == null || address == null) {
      return null;
    }
    List<Row> rows = state.rows();
    int granule = state.granule();
    int at = 0;
    while (at < rows.size() && !holds(rows.get(at), granule, address)) {
      at++;
    }
    if (at == rows.size()) {
      return null;
    }
    int first = at;
    while (first > 0 && follows(rows.get(first - 1), rows.get(first), granule)) {
      first--;
    }
    int last = at;
    while (last + 1 < rows.size() && follows(rows.get(last), rows.get(last + 1), granule)) {
      last++;
    }
    int length = 0;
    for (Row row : rows.subList(first, last + 1)) {
      length += row.length();
    }
    byte[] shadow = new byte[length];
    int filled = 0;
    for (Row row : rows.subList(first, last + 1)) {
      System.arraycopy(row.shadow(), 0, shadow, filled, row.length());
      filled += row.length();
    }
    return new ShadowMap(rows.get(first).address(), granule, shadow);
  }

  private static boolean holds(Row row, int granule, long address) {
    return Long.compareUnsigned(address - row.address(), (long) row.length() * granule) < 0;
  }

  private static boolean follows(Row above, Row below, int granule) {
    return below.address() - above.address() == (long) above.length() * granule;
  }

  /** Bytes that a shadow byte stands for. */
  int granule() {
    return granule;
  }

  /** First address of the dump. */
  long start() {
    return start;
  }

  /** The shadow of an address, 0 to 255; -1 outside the dump. */
  int at(long address) {
    int index = index(address);
    return index < 0 ? -1 : shadow[index] & 0xFF;
  }

  /** Whether a byte may be accessed. */
  boolean accessible(long address) {
    int value = at(address);
    return value == 0 || (value > 0 && value < granule && (address & (granule - 1)) < value);
  }

  /**
   * The first byte of an access that may not be accessed; null when the dump does not show one.
   *
   * @param size bytes, unsigned; at least one is looked at
   */
  @Nullable Long firstBad(long address, long size) {
    long seen = 0;
    while (seen == 0 || Long.compareUnsigned(seen, size) < 0) {
      long byteAddress = address + seen;
      int value = at(byteAddress);
      if (value < 0) {
        return null;
      }
      if (!accessible(byteAddress)) {
        return byteAddress;
      }
      seen += value == 0 ? granule - (byteAddress & (granule - 1)) : 1;
    }
    return null;
  }

  /**
   * What may be accessed next on the left of a bad byte; null when the dump shows nothing, or the
   * byte may be accessed itself.
   */
  @Nullable Extent leftOf(long badByte) {
    if (accessible(badByte)) {
      return null;
    }
    int at = index(badByte);
    while (at >= 0 && poison(at)) {
      at--;
    }
    if (at < 0) {
      return null;
    }
    int first = at;
    while (first > 0 && shadow[first - 1] == 0) {
      first--;
    }
    return new Extent(address(first), first > 0, endOf(at), true);
  }

  /** The same on the right. */
  @Nullable Extent rightOf(long badByte) {
    if (accessible(badByte)) {
      return null;
    }
    int at = index(badByte) + 1;
    if (at == 0) {
      return null;
    }
    while (at < shadow.length && poison(at)) {
      at++;
    }
    if (at == shadow.length) {
      return null;
    }
    return from(address(at));
  }

  /** What may be accessed from an address on; null when its first byte may not, or is not shown. */
  @Nullable Extent from(long address) {
    int first = index(address);
    if (first < 0 || poison(first)) {
      return null;
    }
    int last = first;
    while (last + 1 < shadow.length && shadow[last] == 0 && !poison(last + 1)) {
      last++;
    }
    boolean endKnown = shadow[last] != 0 || last + 1 < shadow.length;
    return new Extent(address(first), true, endOf(last), endKnown);
  }

  /** Whether an extent ends at poison, or where the dump does. */
  boolean endsAtPoison(Extent extent) {
    int behind = index(extent.end() - 1) + 1;
    return behind == 0 || behind >= shadow.length || poison(behind);
  }

  /** All runs, in the order of their addresses. */
  List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= shadow.length; at++) {
      if (at == shadow.length || shadow[at] != shadow[from]) {
        runs.add(new Run(address(from), at - from, shadow[from] & 0xFF));
        from = at;
      }
    }
    return runs;
  }

  private boolean poison(int index) {
    return shadow[index] < 0 || shadow[index] >= granule;
  }

  private long endOf(int index) {
    return address(index) + (shadow[index] == 0 ? granule : shadow[index]);
  }

  private long address(int index) {
    return start + (long) index * granule;
  }

  private int index(long address) {
    long index = Long.divideUnsigned(address - start, granule);
    return Long.compareUnsigned(index, shadow.length) < 0 ? (int) index : -1;
  }
}
