// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A value that differs.
 *
 * @param row whose it is; empty for a value outside of rows
 * @param value its column
 * @param a in the first result; null where not measured or not there
 * @param b in the second
 */
record Change(String row, String value, @Nullable Object a, @Nullable Object b) {
  /** Whether both are figures, or one is and the other was not measured. */
  boolean isNumber() {
    return (a == null || a instanceof Number) && (b == null || b instanceof Number);
  }

  /** What it grew by; null where it cannot be told. */
  @Nullable BigDecimal absolute() {
    BigDecimal from = Values.number(a);
    BigDecimal to = Values.number(b);
    return from == null || to == null ? null : to.subtract(from);
  }

  private @Nullable BigDecimal exactPercent() {
    BigDecimal from = Values.number(a);
    BigDecimal to = Values.number(b);
    return from == null || to == null ? null : Values.percent(from, to);
  }

  /** The same in percent of the first, with two decimals; null where it cannot be told. */
  @Nullable BigDecimal percent() {
    BigDecimal exact = exactPercent();
    return exact == null ? null : exact.setScale(2, RoundingMode.HALF_EVEN);
  }

  /** Whether it is larger than a threshold. What has no percentage is larger than any. */
  boolean passes(BigDecimal threshold) {
    BigDecimal exact = exactPercent();
    return exact == null || exact.abs().compareTo(threshold) > 0;
  }
}
