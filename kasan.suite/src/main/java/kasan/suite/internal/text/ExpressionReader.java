// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import kasan.suite.internal.program.Expression;

/**
 * Reads an expression, which is one word: sums and products of numbers ({@code 12}, {@code 0x1f},
 * {@code 64K}, {@code 2M}) and names, with parentheses.
 */
final class ExpressionReader {
  private static final String WHAT = "a number, a name, or a sum of them without blanks";

  private final Where where;
  private final Names names;
  private final String text;
  private int at;

  private ExpressionReader(Where where, Names names, String text) {
    this.where = where;
    this.names = names;
    this.text = text;
  }

  static Expression read(Where where, Names names, String text) {
    var reader = new ExpressionReader(where, names, text);
    Expression whole = reader.sum();
    if (reader.at < text.length()) {
      throw reader.wrong();
    }
    return whole;
  }

  private RuntimeException wrong() {
    return where.expected(WHAT, text);
  }

  private char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Expression sum() {
    Expression left = product();
    while (next() == '+' || next() == '-') {
      char operator = text.charAt(at++);
      left = new Expression.Binary(operator, left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = factor();
    while (next() == '*' || next() == '/') {
      char operator = text.charAt(at++);
      left = new Expression.Binary(operator, left, factor());
    }
    return left;
  }

  private Expression factor() {
    if (next() == '-') {
      at++;
      return new Expression.Binary('-', new Expression.Constant(0), factor());
    }
    if (next() == '(') {
      at++;
      Expression inner = sum();
      if (next() != ')') {
        throw wrong();
      }
      at++;
      return inner;
    }
    return Character.isDigit(next()) ? number() : name();
  }

  private Expression number() {
    int from = at;
    while (Character.isLetterOrDigit(next())) {
      at++;
    }
    String word = text.substring(from, at);
    try {
      if (word.startsWith("0x")) {
        return new Expression.Constant(Long.parseUnsignedLong(word.substring(2), 16));
      }
      int shift = word.endsWith("K") ? 10 : word.endsWith("M") ? 20 : 0;
      String digits = shift == 0 ? word : word.substring(0, word.length() - 1);
      return new Expression.Constant(Math.multiplyExact(Long.parseLong(digits), 1L << shift));
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong();
    }
  }

  private Expression name() {
    int from = at;
    while (Character.isLetterOrDigit(next()) || next() == '_' || next() == '.') {
      at++;
    }
    String word = text.substring(from, at);
    if (word.isEmpty()) {
      throw wrong();
    }
    names.use(where, Names.Kind.VALUE, word);
    return new Expression.Name(word);
  }
}
