// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shadow around the bad address: rows of shadow bytes, or of tags in the tag-based modes.
 *
 * @param granule bytes of memory that a shadow byte stands for
 * @param firstBadAddress in the granule under the caret; null where the caret was lost
 * @param rows by address, usually five of 16 bytes
 */
public record MemoryState(int granule, @Nullable Long firstBadAddress, List<Row> rows) {
  /** Copies the list. */
  public MemoryState {
    rows = List.copyOf(rows);
    if (granule <= 0) {
      throw new IllegalArgumentException("granule of " + granule + " bytes");
    }
  }

  /** The shadow of an address, 0 to 255; -1 when it is not in the rows. */
  public int shadowOf(long address) {
    for (Row row : rows) {
      long index = Long.divideUnsigned(address - row.address, granule);
      if (index >= 0 && index < row.shadow.length) {
        return row.shadow[(int) index] & 0xFF;
      }
    }
    return -1;
  }

  /**
   * One row.
   *
   * @param address of the memory that its first byte stands for
   * @param shadow bytes, in the order of the addresses
   */
  @SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
  public record Row(long address, byte[] shadow) {
    /** Copies the bytes. */
    public Row {
      shadow = shadow.clone();
    }

    /** A copy of the bytes. */
    @Override
    public byte[] shadow() {
      return shadow.clone();
    }

    /** Number of bytes. */
    public int length() {
      return shadow.length;
    }

    /** A byte, 0 to 255. */
    public int at(int index) {
      return shadow[index] & 0xFF;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Row row
          && row.address == address
          && Arrays.equals(row.shadow, shadow);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(address) * 31 + Arrays.hashCode(shadow);
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(Long.toHexString(address)).append(':');
      for (byte b : shadow) {
        text.append(' ').append(Integer.toHexString((b & 0xFF) | 0x100), 1, 3);
      }
      return text.toString();
    }
  }
}
