// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.Arrays;

/** Looks at bytes of a line. */
final class LineBytes {
  private LineBytes() {}

  /** Whether a line begins so. */
  static boolean starts(byte[] prefix, byte[] b, int from, int end) {
    return end - from >= prefix.length
        && Arrays.equals(b, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /** The number that stands last in some text; 1 when there is none. */
  static long lastNumber(byte[] b, int from, int end) {
    int i = end;
    while (i > from && !LineHeader.digit(b[i - 1])) {
      i--;
    }
    long number = 0;
    long unit = 1;
    int digits = 0;
    for (; i > from && LineHeader.digit(b[i - 1]) && digits < 18; i--, digits++) {
      number += unit * (b[i - 1] - '0');
      unit *= 10;
    }
    return digits == 0 ? 1 : number;
  }

  /** The end of the line less {@code [DELTA:AT:SIZE]}. */
  static int withoutAnnotation(byte[] b, int lineEnd) {
    int i = lineEnd - 1;
    if (b[i] != ']') {
      return lineEnd;
    }
    while (b[i] != '[' && b[i] != ' ' && b[i] != '\n') {
      i--;
    }
    if (b[i] != '[') {
      return lineEnd;
    }
    while (b[i - 1] == ' ') {
      i--;
    }
    return i;
  }
}
