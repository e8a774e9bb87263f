// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.markup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
public final class Units {
  private static final String[] BYTES = {"KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final int STEP = 1024;
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  private Units() {}

  /** An amount of memory in the unit that suits it, three digits: {@code 3.02 GiB}. */
  public static String memory(double kb) {
    if (kb == 0) {
      return "0";
    }
    int unit = 0;
    double value = kb;
    while (Math.abs(value) >= STEP - 0.5 && unit < BYTES.length - 1) {
      value /= STEP;
      unit++;
    }
    return digits(value) + " " + BYTES[unit];
  }

  /** Three digits, no exponent, no trailing zeros; more where they are whole. */
  public static String digits(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal short3 = exact.round(THREE_DIGITS);
    if (short3.scale() < 0 || short3.stripTrailingZeros().scale() <= 0) {
      return grouped(exact.setScale(0, RoundingMode.HALF_UP));
    }
    return short3.stripTrailingZeros().toPlainString();
  }

  /** In full, thousands apart. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A number of things: {@code 1 case}, {@code 3 cases}. */
  public static String count(long value, String thing) {
    return count(value) + " " + thing + (value == 1 ? "" : "s");
  }

  /** Part of a whole, in percent. */
  public static String percent(double part, double whole) {
    return whole == 0 ? "-" : digits(100 * part / whole) + " %";
  }

  /** A value of a result in full: what was not measured is a dash. */
  public static String cell(@Nullable Object value) {
    if (value == null) {
      return "–";
    }
    if (value instanceof Long || value instanceof Integer) {
      return count(((Number) value).longValue());
    }
    if (value instanceof BigDecimal number) {
      return grouped(number);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? grouped(BigDecimal.valueOf(number)) : "–";
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    return value.toString();
  }

  private static String grouped(BigDecimal number) {
    return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
  }
}
