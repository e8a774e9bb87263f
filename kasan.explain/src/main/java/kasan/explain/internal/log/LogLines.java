// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log, read from bytes of any kind.
 *
 * <p>A line ends at a line feed, or at a carriage return with something behind it; carriage returns
 * before a line feed belong to the line end. Escape sequences of terminals and other control
 * characters are left out. What is longer than {@value #MAX_BYTES} bytes is cut there and counted:
 * printk's own lines are shorter by far.
 */
final class LogLines {
  static final int MAX_BYTES = 4096;

  private static final char ESCAPE = '\u001b';

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final byte[] line = new byte[MAX_BYTES];
  private int next;
  private int end;
  private int number;
  private int cut;
  private boolean pendingReturn;

  LogLines(InputStream in) {
    this.in = in;
  }

  /** The next line with its prefix taken off; null at the end. */
  @Nullable LogLine next() throws IOException {
    int length = 0;
    boolean any = false;
    boolean tooLong = false;
    while (true) {
      int b = read();
      if (b < 0) {
        if (!any) {
          return null;
        }
        break;
      }
      if (b == '\n') {
        pendingReturn = false;
        break;
      }
      if (pendingReturn && b != '\r') {
        // a carriage return with something behind it: the line ended there
        pendingReturn = false;
        if (any) {
          next--;
          break;
        }
      }
      if (b == '\r') {
        pendingReturn = true;
        any = true;
        continue;
      }
      any = true;
      if (length < MAX_BYTES) {
        line[length++] = (byte) b;
      } else {
        tooLong = true;
      }
    }
    number++;
    if (tooLong) {
      cut++;
    }
    return LinePrefix.strip(number, clean(new String(line, 0, length, UTF_8)));
  }

  /** How many lines there were so far. */
  int count() {
    return number;
  }

  /** How many of them were cut. */
  int cut() {
    return cut;
  }

  private int read() throws IOException {
    if (next == end) {
      end = in.read(buffer, 0, buffer.length);
      next = 0;
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return buffer[next++] & 0xFF;
  }

  private static String clean(String text) {
    int first = 0;
    while (first < text.length() && !control(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE && i + 1 < text.length() && text.charAt(i + 1) == '[') {
        i += 2;
        while (i < text.length() && (text.charAt(i) < '@' || text.charAt(i) > '~')) {
          i++;
        }
      } else if (!control(c)) {
        clean.append(c);
      }
    }
    return clean.toString();
  }

  private static boolean control(char c) {
    return c < ' ' && c != '\t';
  }
}
