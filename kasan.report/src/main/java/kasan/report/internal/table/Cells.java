// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values of a table as text. */
final class Cells {
  /** What was not measured. */
  static final String NOTHING = "-";

  private Cells() {}

  /** The text of a value: thousands grouped, a dash for what was not measured. */
  static String text(@Nullable Object value) {
    if (value == null) {
      return NOTHING;
    }
    if (value instanceof Double number) {
      return decimal(number);
    }
    if (value instanceof BigDecimal number) {
      return String.format(Locale.ROOT, "%,." + Math.max(0, number.scale()) + "f", number);
    }
    if (value instanceof Number number) {
      return String.format(Locale.ROOT, "%,d", number);
    }
    return value.toString();
  }

  private static String decimal(double number) {
    if (!Double.isFinite(number)) {
      return NOTHING;
    }
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%,.0f", number)
        : String.format(Locale.ROOT, "%,.2f", number);
  }

  /** A number with as many decimals as tell points apart in a span. */
  static BigDecimal rounded(double number, double span) {
    int decimals = span <= 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(span)));
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
