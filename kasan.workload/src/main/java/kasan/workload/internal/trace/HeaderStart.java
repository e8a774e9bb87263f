// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.Arrays;

/** How the last line with a header began: task, CPU, flags and whole seconds, as text. */
final class HeaderStart {
  private static final int MOST_BYTES = 256;

  private final byte[] bytes = new byte[MOST_BYTES];
  private int size;

  /** How many bytes at {@code at} are the same; 0 unless all are. */
  int repeatedAt(byte[] b, int at, int end) {
    return end - at >= size && Arrays.equals(b, at, at + size, bytes, 0, size) ? size : 0;
  }

  /** Notes the start of a line, from {@code from} to {@code to}. */
  void note(byte[] b, int from, int to) {
    size = to - from <= MOST_BYTES ? to - from : 0;
    System.arraycopy(b, from, bytes, 0, size);
  }
}
