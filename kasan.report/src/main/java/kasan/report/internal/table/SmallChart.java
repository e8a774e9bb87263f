// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.report.Bars;
import kasan.api.report.Section.Curve;
import kasan.api.report.Section.Series;

/** A line of bars for each curve of a series: how it went between its own least and most. */
final class SmallChart {
  private static final int MOST_BARS = 60;
  private static final int LEAST_BARS = 10;

  private SmallChart() {}

  /** No line where there is no time in which anything could go. */
  static List<Line> lines(Series series, int width) {
    if (series.points().length < 2) {
      return List.of();
    }
    int names = series.curves().stream().mapToInt(curve -> curve.name().length()).max().orElse(0);
    var ranges = new ArrayList<String>();
    for (Curve curve : series.curves()) {
      ranges.add(range(curve.values()));
    }
    int longest = ranges.stream().mapToInt(String::length).max().orElse(0);
    int bars = Math.max(LEAST_BARS, Math.min(MOST_BARS, width - names - longest - 4));
    var lines = new ArrayList<Line>();
    lines.add(Line.plain(""));
    for (int i = 0; i < ranges.size(); i++) {
      Curve curve = series.curves().get(i);
      String name = curve.name() + " ".repeat(names - curve.name().length());
      lines.add(Line.plain(name + "  " + Bars.of(curve.values(), bars) + "  " + ranges.get(i)));
    }
    return lines;
  }

  private static String range(double[] values) {
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(0);
    return least == most
        ? Cells.text((Double) most)
        : Cells.text((Double) least) + " to " + Cells.text((Double) most);
  }
}
