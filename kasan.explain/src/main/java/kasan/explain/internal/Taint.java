// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import org.jspecify.annotations.Nullable;

/**
 * Reads what stands behind {@code Tainted:}: the flags at their places, and behind them on some
 * vendors' kernels a mark of dashes, such as {@code --------- - -}.
 */
final class Taint {
  private Taint() {}

  /** The flags, without blanks behind the last one. */
  static String flags(String taint) {
    int mark = taint.indexOf('-');
    return (mark < 0 ? taint : taint.substring(0, mark)).stripTrailing();
  }

  /** The vendor's mark; null for none. */
  static @Nullable String mark(String taint) {
    int mark = taint.indexOf('-');
    return mark < 0 ? null : taint.substring(mark).strip();
  }
}
