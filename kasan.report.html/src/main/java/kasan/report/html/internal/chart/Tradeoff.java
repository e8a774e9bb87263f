// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/**
 * What schemes cost beside what they find.
 *
 * @param points one for each scheme of which both are known
 */
record Tradeoff(List<Point> points) implements Chart {
  private static final double HEIGHT = 260;

  /**
   * One scheme.
   *
   * @param scheme its name
   * @param colour its mark
   * @param totalKb of its shadow at the peak
   * @param found cases with bugs that it finds
   * @param of those that apply to it
   */
  record Point(String scheme, Colour colour, double totalKb, double found, double of) {
    double percent() {
      return 100 * found / of;
    }
  }

  /** From rows with a bill and coverage; null where fewer than two schemes have both. */
  static @Nullable Chart of(Map<String, @Nullable Object> tree, Schemes schemes) {
    var points = new ArrayList<Point>();
    for (Map<String, @Nullable Object> row : Trees.maps(tree, "rows")) {
      String scheme = Trees.text(row, "scheme");
      double total = Trees.number(row, "memory.totalPeakKb");
      for (Object each : Trees.map(row, "coverage").values()) {
        Map<String, @Nullable Object> coverage = Trees.asMap(each);
        double of = Trees.number(coverage, "of");
        if (total > 0 && of > 0 && schemes.contends(scheme)) {
          points.add(
              new Point(
                  scheme, schemes.colour(scheme), total, Trees.number(coverage, "found"), of));
          break;
        }
      }
    }
    points.sort(Comparator.comparingDouble(Point::totalKb));
    return points.size() < 2 ? null : new Tradeoff(points);
  }

  @Override
  public String name() {
    return "tradeoff";
  }

  @Override
  public String title() {
    return "What it costs, and what it finds";
  }

  @Override
  public String note() {
    return "Up and left is better: more of the suite's cases found, with less shadow. Shares are of"
        + " the cases that apply to the scheme. The axis of memory is logarithmic.";
  }

  @Override
  public Section.Table table() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Point point : points) {
      rows.add(
          List.of(
              point.scheme(),
              Math.round(point.totalKb()),
              Math.round(point.found()),
              Math.round(point.of())));
    }
    return new Section.Table(
        title(),
        List.of(
            new Section.Column("scheme", "scheme", ""),
            new Section.Column("", "shadow at its peak", "kB"),
            new Section.Column("", "cases found", ""),
            new Section.Column("", "cases that apply", "")),
        rows);
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    double left = 52;
    double top = 34;
    double right = width - 20;
    double bottom = top + HEIGHT;
    Axis across =
        Axis.logarithmic(
            right - left, points.get(0).totalKb() / 2, points.get(points.size() - 1).totalKb() * 3);
    Axis up = Axis.linear(HEIGHT - 14, 0, 100);
    drawing.text(0, 12, Anchor.START, Drawing.TEXT - 1, Colour.SOFT, "cases found, %");
    for (double tick : up.ticks(5)) {
      double y = bottom - up.at(tick);
      drawing.line(left, y, right, y, tick == 0 ? Colour.RULE : Colour.GRID, "");
      drawing.text(left - 8, y + 4, Anchor.END, Drawing.TEXT - 1, Colour.SOFT, Units.digits(tick));
    }
    for (double tick : across.memoryTicks(drawing.narrow() ? 4 : 8)) {
      double x = left + across.at(tick);
      drawing.line(x, top, x, bottom, Colour.GRID, "");
      drawing.text(
          x, bottom + 18, Anchor.MIDDLE, Drawing.TEXT - 1, Colour.SOFT, Units.memory(tick));
    }
    drawing.text(
        (left + right) / 2,
        bottom + 40,
        Anchor.MIDDLE,
        Drawing.TEXT - 1,
        Colour.SOFT,
        "shadow at its peak");
    points(drawing, across, up, left, bottom);
    return drawing;
  }

  /** Names stand below their points, or above where another name is in the way. */
  private void points(Drawing drawing, Axis across, Axis up, double left, double bottom) {
    record Taken(double from, double to, double y) {}
    var taken = new ArrayList<Taken>();
    for (Point point : points) {
      double x = left + across.at(point.totalKb());
      taken.add(new Taken(x - 7, x + 7, bottom - up.at(point.percent()) + 4));
    }
    for (Point point : points) {
      double x = left + across.at(point.totalKb());
      double y = bottom - up.at(point.percent());
      drawing.circle(x, y, 6, point.colour());
      double half = Drawing.widthOf(point.scheme(), Drawing.TEXT) / 2 + 3;
      double middle = Math.min(Math.max(x, left + half), drawing.width() - half);
      for (double offset : new double[] {22, -12, 38, -27, 53}) {
        double at = y + offset;
        boolean free =
            taken.stream()
                .noneMatch(
                    other ->
                        Math.abs(other.y() - at) < 15
                            && middle + half > other.from()
                            && middle - half < other.to());
        if (free) {
          taken.add(new Taken(middle - half, middle + half, at));
          drawing.text(middle, at, Anchor.MIDDLE, Drawing.TEXT, Colour.INK, point.scheme());
          break;
        }
      }
    }
  }
}
