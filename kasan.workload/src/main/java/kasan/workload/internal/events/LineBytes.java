// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

/** Looks at bytes of a line. */
public final class LineBytes {
  private static final int ADDRESS_DIGITS = 16;

  /** An address, a function, where that is. */
  private static final int MOST_WORDS = 3;

  private LineBytes() {}

  /** Whether a line begins so; by hand, which is faster in short runs. */
  public static boolean starts(byte[] prefix, byte[] b, int from, int end) {
    int i = end - from < prefix.length ? -1 : 0;
    while (i >= 0 && i < prefix.length && b[from + i] == prefix[i]) {
      i++;
    }
    return i == prefix.length;
  }

  /** The number that stands last in some text; 1 when there is none. */
  public static long lastNumber(byte[] b, int from, int end) {
    int i = end;
    while (i > from && !digit(b[i - 1])) {
      i--;
    }
    long number = 0;
    long unit = 1;
    int digits = 0;
    for (; i > from && digit(b[i - 1]) && digits < 18; i--, digits++) {
      number += unit * (b[i - 1] - '0');
      unit *= 10;
    }
    return digits == 0 ? 1 : number;
  }

  /**
   * The end of the fields less the instruction that {@code perf script -F +ip,+sym,+symoff,+dso}
   * puts behind them: an address of 16 digits, and words that say where it is.
   */
  public static int withoutPlace(byte[] b, int from, int end) {
    int wordEnd = end;
    for (int words = 0; words < MOST_WORDS; words++) {
      int i = wordEnd;
      boolean hex = true;
      while (i > from && b[i - 1] != ' ') {
        i--;
        if (b[i] == '=') {
          return end;
        }
        hex &= b[i] >= '0' && b[i] <= '9' || b[i] >= 'a' && b[i] <= 'f';
      }
      int before = i;
      while (before > from && b[before - 1] == ' ') {
        before--;
      }
      if (before == from) {
        return end;
      }
      if (hex && wordEnd - i == ADDRESS_DIGITS) {
        return before;
      }
      wordEnd = before;
    }
    return end;
  }

  /** The end of the line less {@code [DELTA:AT:SIZE]}. */
  public static int withoutAnnotation(byte[] b, int lineEnd) {
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

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }
}
