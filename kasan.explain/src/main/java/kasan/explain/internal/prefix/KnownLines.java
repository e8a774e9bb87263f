// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.prefix;

/**
 * Finds where a line begins that kernels print flush left in or before a report of KASAN.
 *
 * <p>Only words that stand in no other line are believed, so that a line may have anything in
 * front.
 */
final class KnownLines {
  static final int RULE = 66;
  private static final int LONGEST_PREFIX = 200;

  /** What may begin a line, by its first letter; a line that is one whole ends with a dollar. */
  private static final String[][] BY_LETTER = new String[128][];

  static {
    put(
        'B',
        "BUG: KASAN: ",
        "BUG: Double free or freeing",
        "BUG: unable to handle ",
        "Backtrace:$");
    put('K', "KASAN: ");
    put('k', "kasan: GPF could be caused by", "kasan: CONFIG_KASAN_INLINE enabled");
    put('R', "Read of size ", "Read at addr ", "RIP: 00");
    put('W', "Write of size ", "Write at addr ");
    put('F', "Free of addr ", "Freed by task ", "Freed:$");
    put('P', "Pointer tag: [", "PID = ");
    put('C', "CPU: ", "Call Trace:$", "Call trace:$");
    put('H', "Hardware name: ");
    put('A', "Allocated by task ", "Allocated:$", "Address belongs to variable ");
    put('L', "Last potentially related work creation:", "Last call_rcu():");
    put('S', "Second to last potentially related work creation:");
    put('T', "The buggy address ", "This frame has ");
    put('M', "Memory state around the buggy", "Modules linked in:");
    put('U', "Unable to handle kernel ");
    put('I', "INFO: Allocated in ", "INFO: Freed in ", "INFO: Object ", "Internal error: Oops");
    put('O', "Object at ", "Oops: ");
    put('g', "general protection fault");
    put('p', "page:", "page dumped because:");
    put('r', "raw: ");
    put('f', "flags: 0x");
    put('-', "------------[ cut here", "---[ end trace");
  }

  private KnownLines() {}

  private static void put(char letter, String... starts) {
    BY_LETTER[letter] = starts;
  }

  /** Where the known line begins; -1 where there is none. */
  static int find(String line) {
    int length = Math.min(line.length(), LONGEST_PREFIX);
    char before = ' ';
    for (int at = 0; at < length; at++) {
      char c = line.charAt(at);
      if (c == '='
          ? before != '=' && isRule(line, at)
          : beginsWord(c, before) && isKnown(line, at)) {
        return at;
      }
      before = c;
    }
    return -1;
  }

  private static boolean beginsWord(char c, char before) {
    return c < 128 && BY_LETTER[c] != null && !Character.isLetterOrDigit(before);
  }

  /** Whether a known line begins at a place. */
  static boolean isKnown(String line, int at) {
    char c = at < line.length() ? line.charAt(at) : 0;
    if (c == '=') {
      return isRule(line, at);
    }
    String[] starts = c < 128 ? BY_LETTER[c] : null;
    if (starts == null) {
      return false;
    }
    for (String start : starts) {
      if (matches(line, at, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String line, int at, String start) {
    int length = start.length();
    if (start.charAt(length - 1) == '$') {
      return line.startsWith(start.substring(0, length - 1), at)
          && line.substring(at + length - 1).isBlank();
    }
    if (!line.startsWith(start, at)) {
      return false;
    }
    return switch (start) {
      case "CPU: " -> line.indexOf(" Comm: ", at) > 0 && line.indexOf("PID: ", at) > 0;
      case "KASAN: " -> line.indexOf(" in range", at) > 0;
      case "page:" -> line.indexOf("count:", at) > 0;
      case "raw: " -> at + 21 <= line.length() && hex(line, at + 5, at + 21);
      default -> true;
    };
  }

  private static boolean hex(String line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(line.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** KASAN's own line of equal signs, and nothing else, from a place on. */
  private static boolean isRule(String line, int at) {
    int end = at;
    while (end < line.length() && line.charAt(end) == '=') {
      end++;
    }
    return end - at == RULE && line.substring(end).isBlank();
  }
}
