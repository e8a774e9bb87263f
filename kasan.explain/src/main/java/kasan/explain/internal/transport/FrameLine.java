// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * What the frames of a trace that does not end have in common: all in front of their names, but for
 * digits.
 */
public final class FrameLine {
  private static final byte NAME = 1;
  private static final byte PLACE = 2;
  private static final byte[] KINDS = kinds();

  private final byte[] front;
  private final int varying;

  /**
   * @param prefix that may have other digits each time
   * @param context in the prefix, that may not; empty for none
   * @param text of a frame behind it
   */
  public FrameLine(String prefix, String context, String text) {
    int name = text.lastIndexOf(' ', Math.max(text.indexOf("+0x"), 0)) + 1;
    this.front = (prefix + text.substring(0, name)).getBytes(ISO_8859_1);
    int fixed = context.isEmpty() ? -1 : prefix.indexOf(context);
    this.varying = fixed < 0 ? prefix.length() : fixed;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (char c = ' '; c < 127; c++) {
      if (Character.isLetterOrDigit(c) || "_.$-".indexOf(c) >= 0) {
        kinds[c] |= NAME;
      }
      if (Character.digit(c, 16) >= 0 || c == 'x' || c == '/') {
        kinds[c] |= PLACE;
      }
    }
    return kinds;
  }

  /** Where the next line begins; -1 where a line is no such frame, or not whole. */
  int behind(byte[] bytes, int from, int to) {
    int at = from + front.length;
    if (at >= to || !hasFront(bytes, from)) {
      return -1;
    }
    int name = at;
    at = run(NAME, bytes, at, to);
    if (at == name || at + 2 >= to || bytes[at] != '+' || bytes[at + 1] != '0') {
      return -1;
    }
    at = run(PLACE, bytes, at + 1, to);
    if (at + 1 < to && bytes[at] == ' ' && bytes[at + 1] == '[') {
      at = run(NAME, bytes, at + 2, to);
      if (at == to || bytes[at++] != ']') {
        return -1;
      }
    }
    if (at < to && bytes[at] == '\r') {
      at++;
    }
    return at < to && bytes[at] == '\n' ? at + 1 : -1;
  }

  private boolean hasFront(byte[] bytes, int from) {
    for (int i = 0; i < front.length; i++) {
      byte wanted = front[i];
      byte seen = bytes[from + i];
      if (seen != wanted && (i >= varying || !isDigit(seen) || !isDigit(wanted))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static int run(byte kind, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (KINDS[bytes[at] & 0xFF] & kind) != 0) {
      at++;
    }
    return at;
  }
}
