// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.ArrayDeque;
import kasan.api.report.Bars;

/** The last values of a figure. */
final class History {
  /** More than any screen has places. */
  private static final int MOST = 1024;

  private final ArrayDeque<Double> values = new ArrayDeque<>();

  void add(long value) {
    if (values.size() == MOST) {
      values.remove();
    }
    values.add((double) value);
  }

  /** A bar for each of the last so many. */
  String bars(int most) {
    return Bars.of(
        values.stream()
            .skip(Math.max(0, values.size() - most))
            .mapToDouble(Double::doubleValue)
            .toArray(),
        most);
  }
}
