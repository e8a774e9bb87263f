// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

/**
 * A line of a page, and how it looks where there are colours.
 *
 * @param text without a line end
 * @param sequence parameter of the escape sequence for it (ECMA-48, SGR); 0 for none
 */
record Line(String text, int sequence) {
  private static final int BOLD = 1;
  private static final int FAINT = 2;

  static Line plain(String text) {
    return new Line(text, 0);
  }

  /** A heading. */
  static Line title(String text) {
    return new Line(text, BOLD);
  }

  /** What is there to guide the eye. */
  static Line faint(String text) {
    return new Line(text, FAINT);
  }

  /** What is printed. */
  String printed(boolean colour) {
    String stripped = text.stripTrailing();
    return colour && sequence > 0 && !stripped.isEmpty()
        ? "\u001b[" + sequence + "m" + stripped + "\u001b[0m"
        : stripped;
  }
}
