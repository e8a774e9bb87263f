// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.report.html.internal.facts.Schemes;
import org.jspecify.annotations.Nullable;

/**
 * The charts that a result holds the data for. They are found by the shape of its tree, never by
 * its verb, so that a verb that nobody knew of gets its charts too.
 */
public final class Charts {
  private Charts() {}

  /** Those of a result, the most telling first. */
  public static List<Chart> of(Result result) {
    Map<String, @Nullable Object> tree = result.tree();
    Schemes schemes = Schemes.of(result);
    var charts = new ArrayList<Chart>();
    add(MemoryChart.peaks(tree, schemes), charts);
    add(MemoryChart.boots(tree, schemes), charts);
    add(Detection.of(tree), charts);
    Chart timeline = TimelineChart.of(tree, schemes);
    add(timeline, charts);
    add(Tradeoff.of(tree, schemes), charts);
    add(Fragmentation.of(result.chartData()), charts);
    add(Errors.of(tree), charts);
    if (timeline == null) {
      for (Section section : result.sections()) {
        if (section instanceof Section.Series series) {
          add(TimelineChart.of(series, schemes), charts);
        }
      }
    }
    return charts;
  }

  private static void add(@Nullable Chart chart, List<Chart> charts) {
    if (chart != null) {
      charts.add(chart);
    }
  }

  /**
   * The one that a user asked for.
   *
   * @param name empty for the first
   * @throws BadInputException when the result has none, or none of that name
   */
  public static Chart named(String name, Result result) {
    List<Chart> charts = of(result);
    if (charts.isEmpty()) {
      throw new BadInputException(
          "this result of '" + result.verb() + "' has no chart; --out FILE.html has its tables");
    }
    if (name.isEmpty()) {
      return charts.get(0);
    }
    return charts.stream()
        .filter(chart -> chart.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadInputException(
                    "this result of '"
                        + result.verb()
                        + "' has no chart '"
                        + name
                        + "'; it has: "
                        + String.join(", ", charts.stream().map(Chart::name).toList())));
  }
}
