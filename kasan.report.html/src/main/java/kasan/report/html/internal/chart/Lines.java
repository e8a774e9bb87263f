// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/**
 * Curves over a common axis, with marks where something happened. A page makes it zoomable; drawn
 * here it has names at the ends of its curves.
 *
 * @param name for {@code --chart}
 * @param title heading
 * @param note how to read it
 * @param axis of the points, with its unit
 * @param points ascending
 * @param memory true if values are kB, which are labelled in the unit that suits them
 * @param unit of the values
 * @param curves with a value for each point
 * @param marks in the order of their places
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of numbers, never changed
public record Lines(
    String name,
    String title,
    String note,
    String axis,
    double[] points,
    boolean memory,
    String unit,
    List<Curve> curves,
    List<Mark> marks)
    implements Chart {
  private static final double HEIGHT = 320;

  /**
   * One curve.
   *
   * @param name whose
   * @param colour of the line
   * @param dash of the line; empty for none
   * @param values one a point; NaN where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // thousands of numbers, never changed
  public record Curve(String name, Colour colour, String dash, double[] values) {}

  /**
   * Something that happened.
   *
   * @param at where on the axis
   * @param text what
   */
  public record Mark(double at, String text) {}

  /** True if values are so far apart that only a logarithmic axis shows all of them. */
  public boolean logarithmic() {
    double[] range = range();
    return range[0] > 0 && range[1] / range[0] >= Axis.FAR;
  }

  /** The smallest positive and the largest value. */
  public double[] range() {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Curve curve : curves) {
      for (double value : curve.values()) {
        if (value > 0) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    return new double[] {low == Double.POSITIVE_INFINITY ? 0 : low, high};
  }

  @Override
  public Section.Table table() {
    var columns = new ArrayList<Section.Column>();
    columns.add(new Section.Column("t", axis, ""));
    curves.forEach(curve -> columns.add(new Section.Column("", curve.name(), unit)));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < points.length; i++) {
      var row = new ArrayList<@Nullable Object>();
      row.add(plain(points[i]));
      for (Curve curve : curves) {
        row.add(plain(curve.values()[i]));
      }
      rows.add(row);
    }
    return new Section.Table(title, columns, rows);
  }

  private static @Nullable Object plain(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? (Object) (long) value
        : BigDecimal.valueOf(value);
  }

  private String label(double value) {
    return memory ? Units.memory(value) : Units.digits(value);
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    double left = 70;
    double top = marks.isEmpty() ? 12 : 34;
    double right =
        width
            - 24
            - curves.stream()
                .mapToDouble(curve -> Drawing.widthOf(curve.name(), Drawing.TEXT))
                .max()
                .orElse(0);
    double bottom = top + HEIGHT;
    double[] range = range();
    Axis across = Axis.linear(right - left, points[0], points[points.length - 1]);
    Axis up =
        logarithmic()
            ? Axis.logarithmic(HEIGHT, range[0] / 1.2, range[1] * 1.2)
            : Axis.linear(HEIGHT, 0, range[1] * 1.05);
    for (double tick : memory ? up.memoryTicks(6) : up.ticks(6)) {
      double y = bottom - up.at(tick);
      drawing.line(left, y, right, y, tick == 0 ? Colour.RULE : Colour.GRID, "");
      drawing.text(left - 8, y + 4, Anchor.END, Drawing.TEXT - 1, Colour.SOFT, label(tick));
    }
    for (double tick : across.ticks(Math.max(2, width / 110))) {
      double x = left + across.at(tick);
      drawing.line(x, bottom, x, bottom + 5, Colour.RULE, "");
      drawing.text(
          x, bottom + 20, Anchor.MIDDLE, Drawing.TEXT - 1, Colour.SOFT, Units.digits(tick));
    }
    drawing.line(left, bottom, right, bottom, Colour.RULE, "");
    drawing.text(
        (left + right) / 2,
        bottom + 42,
        Anchor.MIDDLE,
        Drawing.TEXT - 1,
        Colour.SOFT,
        axis + (logarithmic() ? "; values on a logarithmic axis, which has no 0" : ""));
    double free = 0;
    for (Mark mark : marks) {
      double x = left + across.at(mark.at());
      drawing.line(x, top - 6, x, bottom, Colour.INK, "3 3");
      double wide = Drawing.widthOf(mark.text(), Drawing.TEXT - 1);
      double from = x > (left + right) / 2 ? x - wide : x;
      if (from >= free) { // else there is the line alone
        drawing.text(from, top - 14, Anchor.START, Drawing.TEXT - 1, Colour.INK, mark.text());
        free = from + wide + 6;
      }
    }
    for (Curve curve : curves) {
      drawing.path(path(curve, across, up, left, bottom), curve.colour(), 2, curve.dash());
    }
    names(drawing, up, right, bottom);
    return drawing;
  }

  private String path(Curve curve, Axis across, Axis up, double left, double bottom) {
    var path = new StringBuilder();
    boolean drawn = false;
    for (int i = 0; i < points.length; i++) {
      double value = curve.values()[i];
      boolean shown = !Double.isNaN(value) && (value > 0 || !logarithmic());
      if (shown) {
        path.append(drawn ? 'L' : 'M').append(Drawing.number(left + across.at(points[i])));
        path.append(' ').append(Drawing.number(bottom - up.at(value)));
      }
      drawn = shown;
    }
    return path.toString();
  }

  /** Names beside the ends of curves, pushed apart where they would overlap. */
  private void names(Drawing drawing, Axis up, double right, double bottom) {
    record Name(Curve curve, double y) {}
    var names = new ArrayList<Name>();
    for (Curve curve : curves) {
      double last =
          Arrays.stream(curve.values())
              .filter(value -> value > 0 || !logarithmic() && value == 0)
              .reduce(Double.NaN, (before, value) -> value);
      if (!Double.isNaN(last)) {
        names.add(new Name(curve, bottom - up.at(last)));
      }
    }
    names.sort((a, b) -> Double.compare(b.y(), a.y()));
    double below = Double.POSITIVE_INFINITY;
    for (Name name : names) {
      double y = Math.min(name.y(), below - 15);
      drawing.text(
          right + 8, y + 4, Anchor.START, Drawing.TEXT, name.curve().colour(), name.curve().name());
      below = y;
    }
  }
}
