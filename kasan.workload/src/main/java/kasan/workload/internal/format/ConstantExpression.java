// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

/**
 * A constant expression of C, up to the comma or brace behind it: numbers, casts, parentheses,
 * {@code | ^ & << >> + - * ~ ?:}. Anything else makes it unknown.
 */
final class ConstantExpression {
  private static final int MOST_DEPTH = 100;

  private final String text;
  private int at;
  private int depth;
  private boolean known = true;
  private final long value;

  ConstantExpression(String text, int start) {
    this.text = text;
    this.at = start;
    this.value = choice();
  }

  long value() {
    return value;
  }

  /** Whether all of it was understood. */
  boolean known() {
    return known;
  }

  /** Where it ends: at what follows it. */
  int end() {
    return at;
  }

  private long choice() {
    long condition = binary(0);
    if (!take("?")) {
      return condition;
    }
    long yes = choice();
    known &= take(":");
    long no = choice();
    return condition != 0 ? yes : no;
  }

  /** Operators of a level of precedence and those that bind closer. */
  private long binary(int level) {
    if (level == LEVELS.length) {
      return unary();
    }
    long left = binary(level + 1);
    for (String operator = operator(level); !operator.isEmpty(); operator = operator(level)) {
      long right = binary(level + 1);
      left =
          switch (operator) {
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "&" -> left & right;
            case "<<" -> left << right;
            case ">>" -> left >>> right;
            case "+" -> left + right;
            case "-" -> left - right;
            default -> left * right;
          };
    }
    return left;
  }

  private static final String[][] LEVELS = {{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"*"}};

  private String operator(int level) {
    for (String operator : LEVELS[level]) {
      if (take(operator)) {
        return operator;
      }
    }
    return "";
  }

  private long unary() {
    if (++depth > MOST_DEPTH) {
      known = false;
    }
    long result = known ? primary() : 0;
    depth--;
    return result;
  }

  private long primary() {
    if (take("~")) {
      return ~unary();
    }
    if (take("-")) {
      return -unary();
    }
    if (take("(")) {
      if (at < text.length() && isWord(skip())) { // a cast
        int close = text.indexOf(')', at);
        known &= close >= 0;
        at = close < 0 ? text.length() : close + 1;
        return unary();
      }
      long inside = choice();
      known &= take(")");
      return inside;
    }
    return number();
  }

  private boolean isWord(int from) {
    return from < text.length()
        && (Character.isLetter(text.charAt(from)) || text.charAt(from) == '_');
  }

  private long number() {
    int start = skip();
    int i = start;
    while (i < text.length() && Character.isLetterOrDigit(text.charAt(i))) {
      i++;
    }
    at = i;
    String word = text.substring(start, i).replaceAll("[uUlL]+$", "");
    try {
      return word.startsWith("0x") || word.startsWith("0X")
          ? Long.parseUnsignedLong(word.substring(2), 16)
          : Long.parseUnsignedLong(word);
    } catch (NumberFormatException e) {
      known = false;
      return 0;
    }
  }

  private int skip() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private boolean take(String token) {
    if (text.startsWith(token, skip())) {
      at += token.length();
      return true;
    }
    return false;
  }
}
