// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

/**
 * Makes plain text of a line: no escape sequences of terminals, no control characters, nothing that
 * was rubbed out, blanks for the blanks of other scripts, tabs as wide as a terminal shows them.
 */
final class Cleaning {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';
  private static final int TAB = 8;

  private Cleaning() {}

  static String clean(String text) {
    int first = 0;
    int length = text.length();
    while (first < length && plain(text.charAt(first))) {
      first++;
    }
    if (first == length) {
      return text;
    }
    StringBuilder clean = new StringBuilder(length + TAB).append(text, 0, first);
    for (int i = first; i < length; i++) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        i = behindEscape(text, i);
      } else if (c == '\b') {
        clean.setLength(Math.max(clean.length() - 1, 0));
      } else if (c == '\t') {
        clean.append(" ".repeat(TAB - clean.length() % TAB));
      } else if (Character.isSpaceChar(c)) {
        clean.append(' ');
      } else if (c >= ' ' && c != '\u007f' && c != '\u200b' && c != '\ufeff') {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private static boolean plain(char c) {
    return c >= ' ' && c < '\u007f';
  }

  /** The last character of an escape sequence: CSI, OSC or one letter. */
  private static int behindEscape(String text, int at) {
    int i = at + 1;
    if (i == text.length()) {
      return at;
    }
    char kind = text.charAt(i);
    if (kind == '[') {
      i++;
      while (i < text.length() && (text.charAt(i) < '@' || text.charAt(i) > '~')) {
        i++;
      }
      return i;
    }
    if (kind == ']') {
      while (i < text.length() && text.charAt(i) != BELL && text.charAt(i) != ESCAPE) {
        i++;
      }
      return i;
    }
    // a charset such as "(B", or a single letter
    return kind == '(' || kind == ')' ? i + 1 : i;
  }
}
