// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.ArrayDeque;
import kasan.api.report.Bars;

/** The last values of a figure. */
final class History {
  private final int most;
  private final ArrayDeque<Double> values = new ArrayDeque<>();

  /**
   * @param most values that it keeps
   */
  History(int most) {
    this.most = most;
  }

  void add(long value) {
    if (values.size() == most) {
      values.remove();
    }
    values.add((double) value);
  }

  /** A bar for each. */
  String bars() {
    return Bars.of(values.stream().mapToDouble(Double::doubleValue).toArray(), most);
  }
}
