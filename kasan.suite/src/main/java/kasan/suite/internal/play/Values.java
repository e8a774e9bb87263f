// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.HashMap;
import java.util.Map;
import kasan.suite.internal.program.Condition;
import kasan.suite.internal.program.Expression;

/** Variables of a program, and what expressions over them come to. */
final class Values {
  private static final int BLOCK_ORDER = 3;

  private final Map<String, Value> byName = new HashMap<>();
  private final long pageBytes;

  Values(Constants constants) {
    pageBytes = constants.page();
    set("G", new Value(constants.granule()));
    set("O", new Value(constants.offset()));
    set("MAXC", new Value(constants.largestSlabObject()));
    set("PAGE", new Value(constants.page()));
  }

  void set(String name, Value value) {
    byName.put(name, value);
  }

  Value get(String name) {
    Value value = byName.get(name);
    if (value == null) {
      throw new NotApplicableException(name + " has no value in this mode");
    }
    return value;
  }

  Value of(Expression expression) {
    if (expression instanceof Expression.Constant number) {
      return new Value(number.value());
    }
    if (expression instanceof Expression.Name name) {
      return get(name.text());
    }
    var binary = (Expression.Binary) expression;
    Value left = of(binary.left());
    Value right = of(binary.right());
    long number = compute(binary.operator(), left.number(), right.number());
    return new Value(number, left.origin() == null ? right.origin() : left.origin());
  }

  private static long compute(char operator, long left, long right) {
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      default -> {
        if (right == 0) {
          throw new NotApplicableException("division by zero");
        }
        yield Long.divideUnsigned(left, right);
      }
    };
  }

  boolean holds(Condition condition) {
    long left = of(condition.left()).number();
    long right = of(condition.right()).number();
    int order = Long.compareUnsigned(left, right);
    return switch (condition.test()) {
      case EQUAL -> order == 0;
      case DIFFERENT -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
      case SAME_BLOCK ->
          (left & -(pageBytes << BLOCK_ORDER)) == (right & -(pageBytes << BLOCK_ORDER));
      case SAME_PAGE -> (left & -pageBytes) == (right & -pageBytes);
    };
  }
}
