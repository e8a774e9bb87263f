// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

/**
 * Takes off what consoles, syslog, journal and mail put in front of a kernel's line.
 *
 * <p>Known, in any order and number: {@code [ 123.456789]} of printk, {@code [ T123]} and {@code [
 * C0]} of CONFIG_PRINTK_CALLER behind it, {@code [ +0.000010]} and {@code [Fri Nov 22 12:34:56
 * 2024]} of dmesg, {@code <3>} of the raw console, {@code kern :err :} of {@code dmesg -x}, {@code
 * 3,1234,5678,-;} of /dev/kmsg, {@code Nov 22 12:34:56 host kernel:} and its ISO form of syslog and
 * journal, a bare ISO time of build servers, {@code > } of quoted mail, {@code ** 93 printk
 * messages dropped **}. Anything else is skipped when a time stamp of printk stands behind it: a
 * login prompt, half a line of another program.
 */
final class LinePrefix {
  private static final int MICROS_DIGITS = 6;
  private static final int ROUNDS = 8;
  private static final String MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec ";
  private static final String DAYS = "Mon Tue Wed Thu Fri Sat Sun ";

  private final Cursor cursor;
  private final String raw;
  private String time = "";
  private String context = "";

  private LinePrefix(String raw) {
    this.raw = raw;
    this.cursor = new Cursor(raw);
  }

  /** The line without its prefix. */
  static LogLine strip(int number, String raw) {
    LinePrefix prefix = new LinePrefix(raw);
    boolean any = false;
    for (int round = 0; round < ROUNDS && prefix.peel(); round++) {
      any = true;
    }
    if (prefix.time.isEmpty()) {
      any |= prefix.skipNoise();
    }
    return new LogLine(number, prefix.time, prefix.context, any, raw.substring(prefix.cursor.at()));
  }

  /** Gives up what was read since a place; always true, so that another way can be tried. */
  private boolean back(int place) {
    cursor.moveTo(place);
    return true;
  }

  private boolean peel() {
    int from = cursor.at();
    boolean peeled =
        switch (cursor.peek()) {
          case '[' -> stamp() || (back(from) && wallClock());
          case '>' -> cursor.skip("> ");
          case '<' -> level();
          case '*' -> dropped();
          default -> kmsg() || (back(from) && syslog()) || (back(from) && facility());
        };
    if (!peeled) {
      cursor.moveTo(from);
    }
    return peeled;
  }

  /** {@code [ 123.456789]}, {@code [ +0.000010]}, each with the caller behind it. */
  private boolean stamp() {
    if (!cursor.skip('[')) {
      return false;
    }
    cursor.spaces();
    cursor.skip('+');
    int from = cursor.at();
    if (cursor.digits() == 0 || !cursor.skip('.') || cursor.digits() == 0) {
      return false;
    }
    int end = cursor.at();
    if (!cursor.skip(']')) {
      return false;
    }
    time = raw.substring(from, end);
    caller();
    cursor.skip(' ');
    return true;
  }

  /** {@code [ T123]} or {@code [ C0]}. */
  private void caller() {
    int from = cursor.at();
    if (cursor.skip('[')) {
      cursor.spaces();
      int name = cursor.at();
      if ((cursor.skip('T') || cursor.skip('C')) && cursor.digits() > 0) {
        String who = raw.substring(name, cursor.at());
        if (cursor.skip(']')) {
          context = who;
          return;
        }
      }
    }
    cursor.moveTo(from);
  }

  /** {@code [Fri Nov 22 12:34:56 2024]} or {@code [Nov22 12:34]}. */
  private boolean wallClock() {
    if (!cursor.skip('[')) {
      return false;
    }
    int from = cursor.at();
    if (!startsWithOneOf(DAYS) && !startsWithOneOf(MONTHS)) {
      return false;
    }
    int end = raw.indexOf(']', from);
    if (end < 0 || end - from > 32) {
      return false;
    }
    time = raw.substring(from, end);
    cursor.moveTo(end + 1);
    caller();
    cursor.skip(' ');
    return true;
  }

  private boolean startsWithOneOf(String names) {
    int at = cursor.at();
    return at + 3 <= raw.length() && names.contains(raw.substring(at, at + 3) + " ");
  }

  /** {@code <3>}. */
  private boolean level() {
    return cursor.skip('<') && cursor.digits() > 0 && cursor.skip('>');
  }

  /** {@code ** 93 printk messages dropped ** }. */
  private boolean dropped() {
    if (!cursor.skip("** ") || cursor.digits() == 0) {
      return false;
    }
    if (!cursor.skip(" printk messages dropped **")) {
      return false;
    }
    cursor.skip(' ');
    return true;
  }

  /** {@code 3,1234,5678,-;}, with {@code ,caller=T123} before the semicolon on some kernels. */
  private boolean kmsg() {
    if (cursor.digits() == 0 || !cursor.skip(',') || cursor.digits() == 0 || !cursor.skip(',')) {
      return false;
    }
    int from = cursor.at();
    int micros = cursor.digits();
    if (micros == 0 || !cursor.skip(',')) {
      return false;
    }
    String flags = cursor.until(";");
    if (flags == null || flags.length() > 64) {
      return false;
    }
    String stamp = "0".repeat(Math.max(0, MICROS_DIGITS + 1 - micros));
    stamp += raw.substring(from, from + micros);
    int point = stamp.length() - MICROS_DIGITS;
    time = stamp.substring(0, point) + "." + stamp.substring(point);
    int caller = flags.indexOf("caller=");
    if (caller >= 0) {
      context = flags.substring(caller + "caller=".length());
    }
    return true;
  }

  /** {@code Nov 22 12:34:56 host kernel: } and {@code 2024-11-22T12:34:56.789Z host kernel: }. */
  private boolean syslog() {
    int from = cursor.at();
    boolean iso = isoTime();
    if (!iso) {
      if (!startsWithOneOf(MONTHS)) {
        return false;
      }
      cursor.moveTo(from + 3);
      if (cursor.spaces() == 0 || cursor.digits() == 0 || !cursor.skip(' ')) {
        return false;
      }
      if (!clock()) {
        return false;
      }
      if (cursor.skip('.')) {
        cursor.digits();
      }
    }
    String stamp = raw.substring(from, cursor.at());
    if (!cursor.skip(' ')) {
      return false;
    }
    int body = cursor.at();
    cursor.word();
    cursor.spaces();
    if (cursor.skip("kernel") && (cursor.skip(':') || pidAndColon())) {
      cursor.skip(' ');
    } else if (iso) {
      cursor.moveTo(body);
    } else {
      return false;
    }
    if (time.isEmpty()) {
      time = stamp;
    }
    return true;
  }

  private boolean pidAndColon() {
    return cursor.skip('[') && cursor.digits() >= 0 && cursor.skip("]:");
  }

  private boolean isoTime() {
    int from = cursor.at();
    boolean date =
        cursor.digits() == 4
            && cursor.skip('-')
            && cursor.digits() == 2
            && cursor.skip('-')
            && cursor.digits() == 2
            && cursor.skip('T')
            && clock();
    if (!date) {
      cursor.moveTo(from);
      return false;
    }
    if (cursor.skip('.') || cursor.skip(',')) {
      cursor.digits();
    }
    if (!cursor.skip('Z') && (cursor.skip('+') || cursor.skip('-'))) {
      cursor.digits();
      cursor.skip(':');
      cursor.digits();
    }
    return true;
  }

  private boolean clock() {
    return cursor.digits() == 2
        && cursor.skip(':')
        && cursor.digits() == 2
        && cursor.skip(':')
        && cursor.digits() == 2;
  }

  /** {@code kern :err : }. */
  private boolean facility() {
    if (!cursor.skip("kern")) {
      return false;
    }
    cursor.spaces();
    if (!cursor.skip(':')) {
      return false;
    }
    while (cursor.peek() >= 'a' && cursor.peek() <= 'z') {
      cursor.moveTo(cursor.at() + 1);
    }
    cursor.spaces();
    return cursor.skip(':') && cursor.skip(' ');
  }

  /** Moves behind the first time stamp of printk that stands anywhere in the line. */
  private boolean skipNoise() {
    int start = cursor.at();
    for (int at = raw.indexOf('[', start); at >= 0; at = raw.indexOf('[', at + 1)) {
      cursor.moveTo(at);
      if (stamp() && time.length() - time.indexOf('.') - 1 == MICROS_DIGITS) {
        return true;
      }
      time = "";
      context = "";
    }
    cursor.moveTo(start);
    return false;
  }
}
