// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.frame;

import org.jspecify.annotations.Nullable;

/**
 * A place in a line, and what can be read from there. A reading that fails returns null or false
 * and leaves the place where it was.
 */
public final class Cursor {
  private static final int MAX_HEX_DIGITS = 16;

  private final String text;
  private int at;

  public Cursor(String text) {
    this(text, 0);
  }

  public Cursor(String text, int at) {
    this.text = text;
    this.at = at;
  }

  public int at() {
    return at;
  }

  public void moveTo(int place) {
    at = place;
  }

  public boolean atEnd() {
    return at >= text.length();
  }

  /** The next character; 0 at the end. */
  public char peek() {
    return atEnd() ? 0 : text.charAt(at);
  }

  public boolean skip(String literal) {
    if (!text.startsWith(literal, at)) {
      return false;
    }
    at += literal.length();
    return true;
  }

  public boolean skip(char c) {
    if (peek() != c || atEnd()) {
      return false;
    }
    at++;
    return true;
  }

  /** Skips spaces and tabs; returns how many. */
  public int spaces() {
    int from = at;
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
    return at - from;
  }

  /** Skips decimal digits; returns how many. */
  public int digits() {
    int from = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    return at - from;
  }

  /** A decimal number of at most 64 unsigned bits. */
  public @Nullable Long decimal() {
    int from = at;
    if (digits() == 0) {
      return null;
    }
    try {
      return Long.parseUnsignedLong(text, from, at, 10);
    } catch (NumberFormatException tooLarge) {
      at = from;
      return null;
    }
  }

  /** A decimal number of at most 31 bits. */
  public @Nullable Integer smallDecimal() {
    int from = at;
    Long value = decimal();
    if (value == null || value < 0 || value > Integer.MAX_VALUE) {
      at = from;
      return null;
    }
    return value.intValue();
  }

  /** A hexadecimal number of at most 16 digits, without 0x. */
  public @Nullable Long hex() {
    int from = at;
    int place = from;
    long value = 0;
    for (int length = text.length(); place < length; place++) {
      int digit = hexDigit(text.charAt(place));
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
    }
    if (place == from || place - from > MAX_HEX_DIGITS) {
      return null;
    }
    at = place;
    return value;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | ' ';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** A hexadecimal number, with or without 0x. */
  public @Nullable Long address() {
    int from = at;
    skip("0x");
    Long value = hex();
    if (value == null) {
      at = from;
    }
    return value;
  }

  /** What stands before the next occurrence of a text, which is skipped too. */
  public @Nullable String until(String end) {
    int place = text.indexOf(end, at);
    if (place < 0) {
      return null;
    }
    String part = text.substring(at, place);
    at = place + end.length();
    return part;
  }

  /** What stands before the next space, or the rest. */
  public String word() {
    int end = text.indexOf(' ', at);
    String word = text.substring(at, end < 0 ? text.length() : end);
    at += word.length();
    return word;
  }

  /** Everything that is left. */
  public String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }
}
