// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.prefix;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a prefix when the line was printed, and by whom. */
public final class Stamp {
  private static final int MICROS_DIGITS = 6;

  /** {@code [ 100.000001]}, {@code [ +0.000010]}, {@code [ 100.000001 < 0.000010>]}. */
  private static final Pattern PRINTK = Pattern.compile("\\[ *\\+?(\\d+\\.\\d+)(?: *<[^>]*>)?\\]");

  /** The same with a caller behind it, at the end. */
  private static final Pattern ENDS_WITH_PRINTK =
      Pattern.compile("\\[ *\\d+\\.\\d{6}\\] ?(?:\\[ *[TC]\\d+\\] ?)?$");

  /** {@code 3,1234,5678,-} of /dev/kmsg. */
  private static final Pattern KMSG = Pattern.compile("\\d+,\\d+,(\\d+),[^;]*;");

  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]+)\\]");

  /** Where a program that passes lines on is in its own source, or a count of many hex digits. */
  private static final Pattern NOBODY =
      Pattern.compile("\\.[a-z]{1,4}[:(]\\d+\\)?$|^[0-9a-f]{8,}$");

  private static final Pattern CALLER = Pattern.compile("caller=([TC]\\d+)");
  private static final Pattern CLOCK = Pattern.compile("\\d?\\d:\\d\\d(?::\\d\\d)?");

  /** A date of any form, and a clock behind it. */
  private static final Pattern DATE_AND_CLOCK =
      Pattern.compile(
          "(?:(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} +\\d{1,2} |\\d{4}[-/]\\d\\d[-/]\\d\\d[T ]|"
              + "\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?");

  private static final Pattern WITHIN = Pattern.compile("\\[ *\\d+\\.\\d{6}\\]");

  private Stamp() {}

  /** Where in a text printk's stamp of another line stands; -1 for none. */
  public static int within(String text) {
    if (text.indexOf('[') < 0 || text.indexOf('.') < 0) {
      return -1;
    }
    Matcher stamp = WITHIN.matcher(text);
    return stamp.find() ? stamp.start() : -1;
  }

  /** The time as it stands there; empty for none. */
  public static String time(String prefix) {
    Matcher printk = PRINTK.matcher(prefix);
    if (printk.find()) {
      return printk.group(1);
    }
    Matcher kmsg = KMSG.matcher(prefix);
    if (kmsg.find()) {
      String micros = kmsg.group(1);
      String padded = "0".repeat(Math.max(0, MICROS_DIGITS + 1 - micros.length())) + micros;
      int point = padded.length() - MICROS_DIGITS;
      return padded.substring(0, point) + "." + padded.substring(point);
    }
    Matcher brackets = BRACKETS.matcher(prefix);
    while (brackets.find()) {
      if (CLOCK.matcher(brackets.group(1)).find()) {
        return brackets.group(1).strip();
      }
    }
    Matcher clock = DATE_AND_CLOCK.matcher(prefix);
    return clock.find() ? clock.group() : "";
  }

  /**
   * Who printed: {@code T123}, {@code C0}, or whatever else of letters and digits stands in
   * brackets and is no time, count or place in a source; empty for nobody.
   */
  public static String context(String prefix) {
    if (prefix.indexOf('[') < 0) {
      if (prefix.indexOf("caller=") < 0) {
        return "";
      }
      Matcher caller = CALLER.matcher(prefix);
      return caller.find() ? caller.group(1) : "";
    }
    int open = prefix.indexOf('[');
    while (open >= 0) {
      int close = prefix.indexOf(']', open);
      if (close < 0) {
        return "";
      }
      String inside =
          lettersAndDigits(prefix, open + 1, close)
              ? prefix.substring(open + 1, close).strip()
              : "";
      if (!inside.isEmpty() && !CLOCK.matcher(inside).find() && !NOBODY.matcher(inside).find()) {
        return inside;
      }
      open = prefix.indexOf('[', close);
    }
    return "";
  }

  private static boolean lettersAndDigits(String text, int from, int to) {
    boolean letters = false;
    boolean digits = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c < 128) {
        letters |= (c | ' ') >= 'a' && (c | ' ') <= 'z';
        digits |= c >= '0' && c <= '9';
      } else {
        letters |= Character.isLetter(c);
        digits |= Character.isDigit(c);
      }
    }
    return letters && digits;
  }

  /** Whether a prefix is one of a log and not the start of a sentence: it has a time in front. */
  public static boolean isOfLog(String prefix) {
    if (ENDS_WITH_PRINTK.matcher(prefix).find()) {
      return true;
    }
    String time = time(prefix);
    if (time.isEmpty()) {
      return false;
    }
    String front = prefix.substring(0, Math.max(prefix.indexOf(time), 0));
    return front.chars().noneMatch(Character::isLetterOrDigit);
  }
}
