// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds control characters, such as ends of lines, eight bytes at a time. */
final class Controls {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BLANKS = 0x2020202020202020L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Controls() {}

  /** Where the first byte below a blank stands from a place on; {@code to} where there is none. */
  static int find(byte[] bytes, int from, int to) {
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      // the high bit of each byte below a blank, and perhaps of some behind it
      long low = word - BLANKS & ~word & HIGH_BITS;
      if (low != 0) {
        return at + (Long.numberOfTrailingZeros(low) >> 3);
      }
    }
    while (at < to && (bytes[at] >= ' ' || bytes[at] < 0)) {
      at++;
    }
    return at;
  }
}
