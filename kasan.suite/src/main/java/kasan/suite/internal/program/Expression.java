// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

/** A number or an address: constants, names, and sums and products of them. */
public sealed interface Expression {
  /** The name that an address starts from, the first in it; empty when there is none. */
  String firstName();

  /**
   * A constant.
   *
   * @param value any 64-bit number
   */
  record Constant(long value) implements Expression {
    @Override
    public String firstName() {
      return "";
    }

    @Override
    public String toString() {
      return value < 0 || value > 0xFFFF_FFFFL
          ? "0x" + Long.toHexString(value)
          : Long.toString(value);
    }
  }

  /**
   * A variable, or a constant of the kernel.
   *
   * @param text as written; {@code frame.variable} for a variable of a stack frame
   */
  record Name(String text) implements Expression {
    @Override
    public String firstName() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Two of them joined.
   *
   * @param operator one of {@code + - * /}
   */
  record Binary(char operator, Expression left, Expression right) implements Expression {
    @Override
    public String firstName() {
      String first = left.firstName();
      return first.isEmpty() ? right.firstName() : first;
    }

    @Override
    public String toString() {
      String rightText = right instanceof Binary ? "(" + right + ")" : right.toString();
      String leftText =
          left instanceof Binary && (operator == '*' || operator == '/')
              ? "(" + left + ")"
              : left.toString();
      return leftText + operator + rightText;
    }
  }
}
