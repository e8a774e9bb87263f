// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import kasan.workload.internal.events.LineBytes;
import kasan.workload.internal.events.TraceEvent;

/**
 * The fields of one event, {@code name=value name=value}, with {@code name: value} taken as well.
 *
 * <p>A cursor stands behind the value that was read last. The next field is looked for from there,
 * which finds it at once when it is asked for in the order of the line; and then from the start,
 * which finds it in any order. Fields that nobody asks for are stepped over.
 */
final class Fields {
  private static final byte[] HEX = hexDigits();
  private static final int POINTER_DIGITS = 16;

  /** Of a pointer on a 32-bit kernel. */
  private static final int NARROW_DIGITS = 8;

  private final LinePlace place;
  private byte[] b = new byte[0];
  private int start;
  private int end;
  private int at;

  Fields(LinePlace place) {
    this.place = place;
  }

  private static byte[] hexDigits() {
    byte[] digits = new byte[256];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits[Character.forDigit(i, 16)] = (byte) i;
      digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
    }
    return digits;
  }

  /** Turns to the fields from {@code start} to the line end at {@code end}. */
  void reset(byte[] bytes, int start, int end) {
    this.b = bytes;
    this.start = start;
    this.end = end;
    at = start;
  }

  byte[] bytes() {
    return b;
  }

  int end() {
    return end;
  }

  int at() {
    return at;
  }

  /** Moves to the value of a field that must be there. */
  void require(byte[] key) {
    if (!find(key)) {
      throw missing(key);
    }
  }

  /** Moves to the value of a field, if there is one of that name. */
  boolean find(byte[] key) {
    int value = search(key, at);
    if (value < 0 && at > start) {
      value = search(key, start);
    }
    if (value < 0) {
      return false;
    }
    at = value;
    return true;
  }

  /** Moves to the value of the last field of that name: the one behind a text that may hold any. */
  void requireLast(byte[] key) {
    for (int i = end - key.length - 1; i >= start; i--) {
      if ((i == start || b[i - 1] == ' ') && isKey(key, i)) {
        at = valueAfter(i + key.length);
        return;
      }
    }
    throw missing(key);
  }

  private RuntimeException missing(byte[] key) {
    return place.expected(new String(key, StandardCharsets.US_ASCII) + "=", b, at, end);
  }

  private int search(byte[] key, int from) {
    int i = from;
    while (true) {
      while (i < end && b[i] == ' ') {
        i++;
      }
      if (i >= end) {
        return -1;
      }
      if (b[i] == key[0] && isKey(key, i)) {
        return valueAfter(i + key.length);
      }
      i = ByteSearch.find(b, i, end, (byte) ' ');
    }
  }

  private boolean isKey(byte[] key, int from) {
    int after = from + key.length;
    if (after >= end || (b[after] != '=' && b[after] != ':')) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (b[from + i] != key[i]) {
        return false;
      }
    }
    return true;
  }

  private int valueAfter(int sign) {
    int i = sign + 1;
    while (i < end && b[i] == ' ') {
      i++;
    }
    return i;
  }

  /** A number without sign: in decimal, with options/fields in hex. */
  long decimal(String what) {
    if (inHex()) {
      at += 2;
      long number = hex(what);
      if (number < 0) {
        throw place.expected(what, b, at, end);
      }
      return number;
    }
    int i = at;
    long value = 0;
    for (; LineHeader.digit(b[i]); i++) {
      long next = value * 10 + (b[i] - '0');
      if (i - at > 18 || next < 0) {
        throw place.expected(what, b, at, end);
      }
      value = next;
    }
    return ended(i, value, what);
  }

  /** A number in hex where it says so with 0x, otherwise in decimal; -1 for all ones. */
  long number(String what) {
    if (inHex()) {
      at += 2;
      return hex(what);
    }
    if (b[at] == '-' && b[at + 1] == '1') {
      return ended(at + 2, -1, what);
    }
    int i = at;
    long value = 0;
    for (; LineHeader.digit(b[i]); i++) {
      if (i - at > 19) {
        throw place.expected(what, b, at, end);
      }
      value = value * 10 + (b[i] - '0');
    }
    return ended(i, value, what);
  }

  /** A number in hex, with or without 0x. */
  long flags(String what) {
    if (inHex()) {
      at += 2;
    }
    return hex(what);
  }

  /** Whether the value begins with 0x. */
  boolean inHex() {
    return b[at] == '0' && (b[at + 1] == 'x' || b[at + 1] == 'X');
  }

  /** Whether the value is a null pointer. */
  boolean isNull() {
    if (b[at] == '(') {
      return b[at + 1] == 'n';
    }
    int i = at;
    while (i < end && (b[i] == '0' || b[i] == 'x')) {
      i++;
    }
    return i > at && (i == end || b[i] == ' ');
  }

  /** A number in hex, without 0x. */
  long hex(String what) {
    int i = at;
    long value = 0;
    for (int digit = HEX[b[i] & 0xff]; digit >= 0; digit = HEX[b[i] & 0xff]) {
      value = value << 4 | digit;
      i++;
    }
    if (i - at > POINTER_DIGITS) {
      throw place.expected(what, b, at, end);
    }
    return ended(i, value, what);
  }

  /**
   * A pointer: 16 digits, or fewer after 0x, or a word for null. An address that {@code %p} hashed
   * is refused: it tells nothing.
   */
  long pointer() {
    int first = at;
    String what = "a pointer of 16 hex digits";
    if (b[at] == '(') {
      return word();
    }
    boolean prefixed = inHex();
    if (prefixed) {
      at += 2;
    }
    int digits = at;
    long value = hex(what);
    if (!prefixed && at - digits != POINTER_DIGITS) {
      throw at - digits == NARROW_DIGITS ? narrow(first) : place.expected(what, b, first, end);
    }
    if (value > 0 && value != TraceEvent.ZERO_SIZE_PTR) {
      if (!prefixed && value >>> 32 == 0) {
        throw hashed(first);
      }
      if (value >>> 32 == 0) {
        throw narrow(first);
      }
      throw place.expected("a kernel address", b, first, end);
    }
    return value;
  }

  /** {@code (null)}, {@code (nil)}; {@code (____ptrval____)} stands for a hash. */
  private long word() {
    int i = at + 1;
    while (i < end && b[i] != ')') {
      i++;
    }
    if (b[at + 1] == '_') {
      throw hashed(at);
    }
    if (i == end || b[at + 1] != 'n') {
      throw place.expected("a pointer", b, at, end);
    }
    return ended(i + 1, 0, "a pointer");
  }

  private RuntimeException narrow(int from) {
    int to = from;
    while (to < end && b[to] != ' ') {
      to++;
    }
    return place.bad(
        "ptr="
            + LinePlace.shown(b, from, to)
            + " is an address of 32 bits: a 32-bit kernel; only traces of 64-bit ones are read");
  }

  private RuntimeException hashed(int from) {
    int to = from;
    while (to < end && b[to] != ' ') {
      to++;
    }
    return place.bad(
        "ptr="
            + LinePlace.shown(b, from, to)
            + " is a hash, not an address; record with real ones:"
            + " echo nohash-ptr > /sys/kernel/tracing/trace_options");
  }

  private long ended(int i, long value, String what) {
    if (i == at || (i < end && b[i] != ' ')) {
      throw place.expected(what, b, at, end);
    }
    at = i;
    return value;
  }

  /**
   * A name: up to the blank before the next field, for a name may hold blanks. The cursor moves
   * behind it.
   *
   * @return where it ends; it starts where the cursor stood
   */
  int name() {
    int nameEnd = ByteSearch.find(b, at, end, (byte) ' ');
    int i = nameEnd;
    while (i < end) {
      if (b[i] == '=') {
        break; // the word is a field
      }
      boolean wordEnds = b[i] != ' ' && (i + 1 == end || b[i + 1] == ' ');
      i++;
      nameEnd = wordEnds ? i : nameEnd;
    }
    at = nameEnd;
    return nameEnd;
  }

  /** Where the name of the last field starts, for it tells a whole line from one that was cut. */
  int lastKey() {
    int i = lastSign();
    while (i > start && b[i - 1] != ' ') {
      i--;
    }
    return i;
  }

  /** Where the name of the last field ends. */
  int lastSign() {
    int i = end - 1;
    while (i > start && b[i] != '=') {
      i--;
    }
    return i;
  }

  /** Whether the last field is called {@code key}. */
  boolean endsWith(byte[] key) {
    int sign = lastSign();
    int from = sign - key.length;
    return from >= start
        && (from == start || b[from - 1] == ' ')
        && LineBytes.starts(key, b, from, sign);
  }

  byte[] lastKeyBytes() {
    return Arrays.copyOfRange(b, lastKey(), lastSign());
  }
}
