// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

/** Values as a line of small bars, for a terminal: how something went, not how much it was. */
public final class Bars {
  private static final String EIGHTHS = "▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * A bar for each value, from the least of them to the most; values that are all the same have the
   * lowest bar.
   *
   * @param values in order
   * @param most bars; where there are more values, a bar stands for the highest of some
   */
  public static String of(double[] values, int most) {
    int bars = Math.min(values.length, most);
    double least = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      highest = Math.max(highest, value);
    }
    var text = new StringBuilder();
    for (int bar = 0; bar < bars; bar++) {
      int end = (int) ((long) values.length * (bar + 1) / bars);
      double value = Double.NEGATIVE_INFINITY;
      for (int i = (int) ((long) values.length * bar / bars); i < end; i++) {
        value = Math.max(value, values[i]);
      }
      double part = highest > least ? (value - least) / (highest - least) : 0;
      text.append(EIGHTHS.charAt((int) Math.round(part * (EIGHTHS.length() - 1))));
    }
    return text.toString();
  }
}
