// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for a byte, eight at a time: most bytes of a trace are only stepped over. */
final class ByteSearch {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = LOW_BITS << 7;

  private ByteSearch() {}

  /**
   * Where {@code wanted} stands first from {@code from} to before {@code end}; {@code end} where it
   * does not.
   */
  static int find(byte[] b, int from, int end, byte wanted) {
    long everywhere = LOW_BITS * (wanted & 0xFF);
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long differing = (long) WORD.get(b, i) ^ everywhere;
      // the high bit of each byte that is 0, and perhaps of some behind it
      long zeros = differing - LOW_BITS & ~differing & HIGH_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >> 3);
      }
    }
    while (i < end && b[i] != wanted) {
      i++;
    }
    return i;
  }
}
