// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plain values of trees. */
final class Values {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Of a digest, for people. */
  private static final int DIGITS = 12;

  private Values() {}

  /** A number as one kind of number. */
  static @Nullable BigDecimal number(@Nullable Object value) {
    if (value instanceof BigDecimal number) {
      return number;
    } else if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    } else if (value instanceof Double number) {
      return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
    }
    return value instanceof Number number ? BigDecimal.valueOf(number.longValue()) : null;
  }

  /** A value in a word. */
  static String text(@Nullable Object value) {
    BigDecimal number = number(value);
    return number == null ? String.valueOf(value) : number.toPlainString();
  }

  /** As much of a digest as people compare. */
  static String start(String digest) {
    return digest.length() <= DIGITS ? digest : digest.substring(0, DIGITS) + "...";
  }

  static boolean same(@Nullable Object a, @Nullable Object b) {
    BigDecimal first = number(a);
    BigDecimal second = number(b);
    return first == null || second == null ? Objects.equals(a, b) : first.compareTo(second) == 0;
  }

  /** From one to the other, in percent of the first, unrounded; null from zero. */
  static @Nullable BigDecimal percent(BigDecimal from, BigDecimal to) {
    return from.signum() == 0
        ? null
        : to.subtract(from)
            .multiply(HUNDRED)
            .divide(from.abs(), new MathContext(30, RoundingMode.HALF_EVEN));
  }
}
