// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.finding;

import java.util.ArrayList;
import kasan.api.scheme.Shadow;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/** The shadow of the memory around an address, in rows as a report of Linux has them. */
public final class ShadowRows {
  private static final int ROWS_AROUND = 2;
  private static final int ROW_BYTES = 16;

  private ShadowRows() {}

  /** The rows; null where the address has no shadow. */
  public static @Nullable MemoryState around(SchemeSlot slot, long address) {
    int granule = Math.max(1, slot.granuleBytes());
    Shadow shadow = slot.shadow();
    if (shadow.shadowByte(address) < 0) {
      return null;
    }
    long stride = (long) ROW_BYTES * granule;
    long first = (address & -stride) - ROWS_AROUND * stride;
    var rows = new ArrayList<MemoryState.Row>();
    for (int row = 0; row <= 2 * ROWS_AROUND; row++) {
      long start = first + row * stride;
      byte[] bytes = new byte[ROW_BYTES];
      boolean there = true;
      for (int i = 0; i < ROW_BYTES; i++) {
        int value = shadow.shadowByte(start + (long) i * granule);
        there &= value >= 0;
        bytes[i] = (byte) value;
      }
      if (there) {
        rows.add(new MemoryState.Row(start, bytes));
      }
    }
    return rows.isEmpty() ? null : new MemoryState(granule, address, rows);
  }
}
