// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.regex.Pattern;

/**
 * Tells lines that mail programs broke in two: the first part is one that no kernel ends a line
 * with, or the second one that no kernel begins a line with.
 */
final class Wraps {
  /** Beginnings of lines that must go on. */
  private static final Pattern OPEN =
      Pattern.compile(
          "BUG: KASAN:(?: [a-z -]+ in)?"
              + "|(?:Read|Write)(?: of)?(?: size)?(?: \\d+)?(?: at(?: addr(?: (?:0x)?[0-9a-f]+)?)?)?"
              + "(?: by(?: task)?)?"
              + "|Free of addr(?: [0-9a-f]+)?(?: by(?: task)?)?"
              + "|(?:Allocated|Freed) by(?: task(?: \\d+(?: on(?: cpu(?: \\d+(?: at(?: [0-9.]+s?)?)?)?)?)?)?)?"
              + "|The buggy(?: address(?: (?:belongs|is located)[^:]*"
              + "(?:to|the|a|at|of|cache|object|in|stack|task|bytes|virtual|physical))?)?"
              + "|which belongs(?: to(?: the(?: cache(?: [^ ]+(?: of(?: size)?)?)?)?)?)?"
              + "|(?:(?:freed|allocated) )?\\d+-byte(?: region(?: \\[[^)]*)?)?"
              + "|Memory state(?: around(?: the(?: buggy)?)?)?"
              + "|CPU: \\d+(?: UID: \\d+)?(?: PID: \\d+)?(?: Comm:(?: [^ ]+)?)?"
              + "|CPU: \\d+ .* Not(?: tainted)?"
              + "|Call"
              + "|general protection fault, probably for[^:]*"
              + "|KASAN: [a-z -]+ in(?: range(?: \\[[^\\]]*)?)?");

  private static final Pattern CLASS_ONLY = Pattern.compile("BUG: KASAN: [a-z -]+");

  /** Where kernels break lines themselves. */
  private static final Pattern KERNELS_OWN =
      Pattern.compile(" bytes (?:inside of|to the (?:right|left) of)$|virtual mapping at$");

  /** Ends of lines of frames: a module, or where the function was compiled from. */
  private static final Pattern REST_OF_FRAME =
      Pattern.compile(
          "\\[[\\w-]+\\](?: [\\w./+-]+:\\d+)?"
              + "|[\\w./+-]+\\.(?:c|h|S|rs|s):\\d+(?: \\[inline\\])?"
              + "|\\([A-Z]+\\)|\\[inline\\]");

  private static final Pattern FRAME =
      Pattern.compile(
          "Workqueue: .*|.*(?:\\+0x[0-9a-f]+/0x[0-9a-f]+(?: \\[[\\w-]+\\])?|[\\w./+-]+\\.[chS]:\\d+)");
  private static final Pattern NAME_AND_BLANK = Pattern.compile("(?:\\? )?[A-Za-z_][\\w.]*");
  private static final Pattern ROW_PART = Pattern.compile("[ >=]*(?:0x)?[0-9a-f]{8,16}:.*");
  private static final Pattern BYTES = Pattern.compile("[0-9a-f]{2}(?: [0-9a-f]{2})*");
  private static final int ROW_BYTES = 16;

  /** Characters of a line that may be part of a wrapped one; mails wrap far before. */
  private static final int LONGEST = 400;

  private Wraps() {}

  /** Whether the second line is the rest of the first one. */
  static boolean joined(String first, String second) {
    String rest = second.strip();
    String start = first.strip();
    if (rest.isEmpty() || start.isEmpty() || start.length() > LONGEST || rest.length() > LONGEST) {
      return false;
    }
    char c = rest.charAt(0);
    if (endsRest(rest.charAt(rest.length() - 1))
        && (c == '[' || c == '(' || rest.indexOf('.') > 0 && rest.indexOf(':') > 0)
        && REST_OF_FRAME.matcher(rest).matches()) {
      return FRAME.matcher(start).matches()
          || c != '[' && c != '(' && NAME_AND_BLANK.matcher(start).matches();
    }
    if (beginsBytes(rest) && BYTES.matcher(rest).matches() && ROW_PART.matcher(start).matches()) {
      return bytes(start) < ROW_BYTES;
    }
    return isOpen(start) || rest.startsWith("in ") && CLASS_ONLY.matcher(start).matches();
  }

  private static boolean endsRest(char c) {
    return c == ']' || c == ')' || isDigit(c);
  }

  private static boolean beginsBytes(String rest) {
    return rest.length() >= 2
        && Character.digit(rest.charAt(1), 16) >= 0
        && Character.digit(rest.charAt(0), 16) >= 0
        && (rest.length() == 2 || rest.charAt(2) == ' ');
  }

  private static boolean isOpen(String start) {
    String word =
        switch (start.charAt(0)) {
          case 'B' -> "BUG: KASAN:";
          case 'R' -> "Read";
          case 'W' -> "Write";
          case 'F' -> "Free";
          case 'A' -> "Allocated by";
          case 'T' -> "The buggy";
          case 'w' -> "which belongs";
          case 'f' -> "freed ";
          case 'a' -> "allocated ";
          case 'M' -> "Memory state";
          case 'C' -> "C";
          case 'g' -> "general protection fault";
          case 'K' -> "KASAN: ";
          default -> "";
        };
    return (word.isEmpty() ? isSize(start) : start.startsWith(word))
        // a frame is the commonest line, and a whole one
        && start.indexOf("+0x") < 0
        && !isWhole(start)
        && OPEN.matcher(start).matches()
        && !KERNELS_OWN.matcher(start).find();
  }

  private static boolean isSize(String start) {
    return isDigit(start.charAt(0)) && start.indexOf("-byte") > 0;
  }

  /** What most lines of reports have that nothing was broken off: so they need no pattern. */
  private static boolean isWhole(String line) {
    char last = line.charAt(line.length() - 1);
    return switch (line.charAt(0)) {
      case 'R', 'W' -> line.indexOf(" by task ") > 0;
      case 'F', 'A', 'M' -> last == ':';
      case 'T' -> !Character.isLetter(last);
      case 'w' -> isDigit(last) && line.indexOf(" of size ") > 0;
      case 'C' -> line.startsWith("Call ") || line.indexOf("ainted") > 0;
      case 'B', 'g', 'K' -> false;
      default -> last == ')';
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int bytes(String row) {
    String[] words = row.substring(row.indexOf(':') + 1).strip().split(" +", -1);
    return words.length;
  }
}
