// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** The lines of a /proc file, one after the other; knows where it is, for messages. */
final class ProcText implements AutoCloseable {
  private static final int SHOWN_CHARS = 60;

  private final BufferedReader reader;
  private final String label;
  private String line = "";
  private int number;
  private int at;

  ProcText(InputStream in, String label) {
    this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
    this.label = label;
  }

  /** Whether a file of {@code NAME : VALUE} lines has a name. */
  static boolean hasLine(InputStream in, String label, String name) throws IOException {
    try (var text = new ProcText(in, label)) {
      for (String line = text.next(); line != null; line = text.next()) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.substring(0, colon).strip().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The next line that is not blank; null at the end. */
  @Nullable String next() throws IOException {
    String next;
    do {
      next = reader.readLine();
      number++;
    } while (next != null && next.isBlank());
    line = next == null ? "" : next;
    at = 0;
    return next;
  }

  /** Matches the whole line. */
  Matcher match(Pattern pattern, String expected) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw bad(expected);
    }
    return matcher;
  }

  /** Goes to a character of the line. */
  void skipTo(int position) {
    at = position;
  }

  /** The next word of the line, up to a blank; empty at its end. */
  String word() {
    int start = at;
    while (start < line.length() && line.charAt(start) <= ' ') {
      start++;
    }
    int end = start;
    while (end < line.length() && line.charAt(end) > ' ') {
      end++;
    }
    at = end;
    return line.substring(start, end);
  }

  /** A whole number in decimal. */
  long decimal(String digits) {
    return number(digits, 10);
  }

  /** A whole unsigned number in hex, without prefix. */
  long hex(String digits) {
    return number(digits, 16);
  }

  private long number(String digits, int radix) {
    try {
      return radix == 16 ? Long.parseUnsignedLong(digits, radix) : Long.parseLong(digits, radix);
    } catch (NumberFormatException e) {
      throw new BadInputException(
          label + ", line " + number + ": expected a number, found '" + shown(digits) + "'", e);
    }
  }

  /** Complains about the current line. */
  BadInputException bad(String expected) {
    return new BadInputException(
        label + ", line " + number + ": expected " + expected + ", found '" + shown(line) + "'");
  }

  private static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > SHOWN_CHARS ? plain.substring(0, SHOWN_CHARS) + "..." : plain;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
