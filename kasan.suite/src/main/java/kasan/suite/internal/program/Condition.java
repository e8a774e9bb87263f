// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

/**
 * Something that holds or does not.
 *
 * @param test what is asked
 * @param left the one
 * @param right the other
 */
public record Condition(Test test, Expression left, Expression right) {
  /** What can be asked of two values. */
  public enum Test {
    /** The same number or address. */
    EQUAL("=="),
    /** Another number or address. */
    DIFFERENT("!="),
    /** Less, as unsigned numbers. */
    LESS("<"),
    /** Less or equal, as unsigned numbers. */
    AT_MOST("<="),
    /** Greater, as unsigned numbers. */
    MORE(">"),
    /** Greater or equal, as unsigned numbers. */
    AT_LEAST(">="),
    /** Both addresses lie in the memory that one shadow page describes. */
    SAME_BLOCK("same_block"),
    /** Both addresses lie in one page. */
    SAME_PAGE("same_page");

    private final String word;

    Test(String word) {
      this.word = word;
    }

    /** As it is written. */
    public String word() {
      return word;
    }

    /** Whether it stands between its values, rather than before them. */
    public boolean infix() {
      return !Character.isLetter(word.charAt(0));
    }
  }

  @Override
  public String toString() {
    return test.infix()
        ? left + " " + test.word() + " " + right
        : test.word() + " " + left + " " + right;
  }
}
