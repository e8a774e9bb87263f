// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import kasan.workload.internal.events.Tally;

/**
 * Lines that belong to the event before them: its stack, as tracefs ({@code => function}),
 * trace-cmd ({@code => function (address)}) and perf ({@code address function (object)}, indented)
 * write it; and the further lines of a mark.
 */
final class StackLines {
  private static final int ADDRESS_DIGITS = 16;

  /** An address that nothing indents has at least so many digits. */
  private static final int SURE_DIGITS = 8;

  private final Tally tally;
  private final LineParser parser;
  private boolean inStack;

  StackLines(Tally tally, LineParser parser) {
    this.tally = tally;
    this.parser = parser;
  }

  /** An event came: its stack, if any, begins. */
  void event() {
    inStack = false;
  }

  /** Takes a line that begins as no event does, if it is one of these. */
  boolean take(byte[] b, int start, int end) {
    int i = start;
    while (i < end && LineHeader.blank(b[i])) {
      i++;
    }
    if (i == end) {
      return true;
    }
    if (parser.afterMark()) {
      tally.besides("further line of a mark");
      return true;
    }
    if (!(inStack && i > start) && !line(b, start, end)) {
      return false;
    }
    inStack = true;
    tally.besides(LineParser.STACK_LINE);
    return true;
  }

  /** Whether a line, by itself, is one of a stack. */
  static boolean line(byte[] b, int start, int end) {
    int i = start;
    while (i < end && LineHeader.blank(b[i])) {
      i++;
    }
    boolean arrow = b[i] == '=' && b[i + 1] == '>';
    return arrow || (start < end && b[start] == '\t') || address(b, i, end, i > start);
  }

  private static boolean address(byte[] b, int from, int end, boolean indented) {
    int i = from;
    while (i < end && Character.digit(b[i], ADDRESS_DIGITS) >= 0) {
      i++;
    }
    int digits = i - from;
    return digits >= (indented ? 1 : SURE_DIGITS)
        && digits <= ADDRESS_DIGITS
        && (i == end || LineHeader.blank(b[i]))
        && !hex(b, i + 1, end);
  }

  /** Whether a line goes on with another number of eight digits: as options/hex writes events. */
  private static boolean hex(byte[] b, int from, int end) {
    int i = from;
    while (i < end && Character.digit(b[i], ADDRESS_DIGITS) >= 0) {
      i++;
    }
    return i - from == SURE_DIGITS && b[i] == ' ' && b[i + 1] != '(';
  }
}
