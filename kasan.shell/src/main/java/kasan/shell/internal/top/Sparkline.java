// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.ArrayDeque;

/** The last values of a figure, as a line of small bars between the least and the most of them. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";
  private static final String PLAIN_BARS = "_.-~=+*#";

  private final int most;
  private final ArrayDeque<Long> values = new ArrayDeque<>();

  /**
   * @param most values that it keeps
   */
  Sparkline(int most) {
    this.most = most;
  }

  void add(long value) {
    if (values.size() == most) {
      values.remove();
    }
    values.add(value);
  }

  /**
   * The bars.
   *
   * @param unicode whether the terminal has block elements
   */
  String text(boolean unicode) {
    String bars = unicode ? BARS : PLAIN_BARS;
    long least = values.stream().mapToLong(Long::longValue).min().orElse(0);
    long span = values.stream().mapToLong(Long::longValue).max().orElse(0) - least;
    var text = new StringBuilder();
    for (long value : values) {
      int height = span == 0 ? 0 : (int) ((value - least) * (bars.length() - 1) / span);
      text.append(bars.charAt(height));
    }
    return text.toString();
  }
}
