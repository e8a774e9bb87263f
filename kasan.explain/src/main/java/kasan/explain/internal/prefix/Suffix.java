// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.prefix;

/**
 * What a log puts behind its lines: the end of a quotation, of a table's cell, of a tag, or a sign
 * for the line end itself.
 *
 * <p>KASAN's rule teaches it: the kernel prints nothing behind the 66 equal signs.
 */
final class Suffix {
  private static final String RULE = "=".repeat(KnownLines.RULE);
  private static final int LONGEST = 60;

  private String text = "";

  /** Whether blanks fill up lines in front of it. */
  private boolean padded;

  /** The same of a line with a single quote in it, as Python writes it. */
  private String otherQuote = "";

  /** The line without it. */
  String cut(String line) {
    if (line.endsWith(RULE)) {
      text = "";
      return line;
    }
    int rule = line.indexOf('=') < 0 ? -1 : line.indexOf(RULE);
    if (rule >= 0) {
      learn(line, rule);
    }
    if (text.isEmpty()) {
      return line;
    }
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    int from = end - text.length();
    if (from < 0 || !line.startsWith(text, from) && !line.startsWith(otherQuote, from)) {
      return line;
    }
    String cut = line.substring(0, from);
    cut = padded ? cut.stripTrailing() : cut;
    // in single quotes YAML writes one as two
    return text.startsWith("'") ? cut.replace("''", "'") : cut;
  }

  private void learn(String line, int rule) {
    String behind = line.substring(rule + RULE.length()).stripTrailing();
    String signs = behind.strip();
    if (signs.isEmpty()) {
      text = "";
    } else if (signs.length() <= LONGEST
        && signs.charAt(0) != '='
        && !Character.isLetterOrDigit(signs.charAt(0))) {
      padded = behind.startsWith("   ");
      text = padded ? signs : behind;
      otherQuote = behind.replace('\'', '"');
    }
  }
}
