// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of memory by what they are for, a bar for each scheme; the axis is broken where bars are
 * more than a hundred times apart.
 *
 * @param name for {@code --chart}
 * @param title heading
 * @param note how to read it
 * @param axis what the axis says
 * @param parts names of parts, from the bar's left to its right
 * @param groups of bars, each with an axis of its own
 */
record StackedBars(
    String name, String title, String note, String axis, List<String> parts, List<Group> groups)
    implements Chart {
  private static final int ROW = 30;
  private static final int BAR = 16;

  /** The most characters of a label. */
  private static final int LONGEST = 28;

  /**
   * Bars with a heading.
   *
   * @param title heading; empty for none
   * @param bars from top to bottom
   */
  record Group(String title, List<Bar> bars) {}

  /**
   * One bar.
   *
   * @param label whose
   * @param colour of the label's mark
   * @param kb of each part; null where the bar was not measured
   * @param totalKb what the bar is labelled with, for parts may peak at different moments
   */
  @SuppressWarnings("ArrayRecordComponent") // a few numbers, never changed
  record Bar(String label, Colour colour, double @Nullable [] kb, double totalKb) {}

  @Override
  public Section.Table table() {
    var columns = new ArrayList<Section.Column>();
    columns.add(new Section.Column("scheme", "scheme", ""));
    if (groups.size() > 1) {
      columns.add(new Section.Column("group", "of", ""));
    }
    parts.forEach(part -> columns.add(new Section.Column("", part, "kB")));
    columns.add(new Section.Column("", "total", "kB"));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Group group : groups) {
      for (Bar bar : group.bars()) {
        var row = new ArrayList<@Nullable Object>();
        row.add(bar.label());
        if (groups.size() > 1) {
          row.add(group.title());
        }
        double[] kb = bar.kb();
        for (int i = 0; i < parts.size(); i++) {
          row.add(kb == null ? null : (Object) Math.round(kb[i]));
        }
        row.add(kb == null ? null : (Object) Math.round(bar.totalKb()));
        rows.add(row);
      }
    }
    return new Section.Table(title, columns, rows);
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    double y = legend(drawing);
    for (Group group : groups) {
      y = group(drawing, group, y) + 22;
    }
    drawing.reach(y);
    return drawing;
  }

  private double legend(Drawing drawing) {
    double x = 0;
    double y = 14;
    for (int i = 0; i < parts.size(); i++) {
      double wide = 18 + Drawing.widthOf(parts.get(i), Drawing.TEXT) + 16;
      if (x > 0 && x + wide > drawing.width()) {
        x = 0;
        y += 20;
      }
      drawing.rect(x + 0.5, y - 10.5, 12, 12, colour(i), Colour.SOFT);
      drawing.text(x + 18, y, Anchor.START, Drawing.TEXT, Colour.INK, parts.get(i));
      x += wide;
    }
    return y + 22;
  }

  /** The last part is the darkest: it is the one that stands for good. */
  private Colour colour(int part) {
    return Colour.ofPart(parts.size() - 1 - part);
  }

  private static double total(Bar bar) {
    double[] kb = bar.kb();
    return kb == null ? 0 : Arrays.stream(kb).sum();
  }

  private double group(Drawing drawing, Group group, double top) {
    boolean narrow = drawing.narrow();
    double y = top;
    if (!group.title().isEmpty()) {
      drawing.bold(0, y + 6, Anchor.START, Drawing.TEXT + 1, Colour.INK, group.title());
      y += 24;
    }
    double labels =
        narrow
            ? 0
            : 30
                + group.bars().stream()
                    .mapToDouble(bar -> Drawing.widthOf(shortened(bar.label()), Drawing.TEXT))
                    .max()
                    .orElse(0);
    double values = 84; // "1,023 MiB" and a gap
    double length = drawing.width() - labels - values;
    double[] totals = group.bars().stream().mapToDouble(StackedBars::total).toArray();
    Axis axis = Axis.forBars(length, totals, values);
    double row = narrow ? ROW + 16 : ROW;
    double bottom = y + row * group.bars().size() + 4;
    grid(drawing, axis, labels, y - 4, bottom);
    for (Bar bar : group.bars()) {
      double barTop = y + (narrow ? 20 : (ROW - BAR) / 2.0);
      double textAt = narrow ? y + 14 : barTop + BAR - 4;
      drawing.rect(0.5, textAt - 9.5, 9, 9, bar.colour(), bar.colour());
      drawing.text(16, textAt, Anchor.START, Drawing.TEXT, Colour.INK, shortened(bar.label()));
      bar(drawing, axis, bar, labels, barTop);
      y += row;
    }
    if (axis.broken()) {
      breakMark(drawing, axis, labels, top + (group.title().isEmpty() ? -4 : 20), bottom);
    }
    return bottom + 38;
  }

  private void grid(Drawing drawing, Axis axis, double left, double top, double bottom) {
    double last = -100;
    for (double tick : axis.memoryTicks(drawing.narrow() ? 3 : 8)) {
      double x = left + axis.at(tick);
      drawing.line(x, top, x, bottom, tick == 0 ? Colour.RULE : Colour.GRID, "");
      String label = Units.memory(tick);
      double half = Drawing.widthOf(label, Drawing.TEXT - 1) / 2;
      if (x - half > last + 8) {
        Anchor anchor = x < half ? Anchor.START : Anchor.MIDDLE;
        drawing.text(x, bottom + 16, anchor, Drawing.TEXT - 1, Colour.SOFT, label);
        last = x + half;
      }
    }
    drawing.text(
        left,
        bottom + 36,
        Anchor.START,
        Drawing.TEXT - 1,
        Colour.SOFT,
        axis.broken() ? axis() + "; the axis is broken" : axis());
  }

  private void bar(Drawing drawing, Axis axis, Bar bar, double left, double top) {
    double[] kb = bar.kb();
    if (kb == null) {
      drawing.text(
          left + 4, top + BAR - 4, Anchor.START, Drawing.TEXT, Colour.SOFT, "not measured");
      return;
    }
    double before = 0;
    for (int i = 0; i < kb.length; i++) {
      double from = left + axis.at(before);
      before += kb[i];
      double to = left + axis.at(before);
      if (kb[i] > 0) {
        drawing.rect(from, top, Math.max(to - from, 0.6), BAR, colour(i), Colour.PAPER);
      }
    }
    double end = left + axis.at(before);
    drawing.bold(
        end + 6,
        top + BAR - 4,
        Anchor.START,
        Drawing.TEXT,
        Colour.INK,
        Units.memory(bar.totalKb()));
  }

  /** Two slanted lines, and nothing between them. */
  private static void breakMark(
      Drawing drawing, Axis axis, double left, double top, double bottom) {
    double from = left + axis.breakFrom() + 2;
    double to = left + axis.breakTo() - 2;
    double middle = (from + to) / 2;
    for (double y = top + 6; y < bottom - 2; y += 6) {
      drawing.rect(middle - 4, y, 8, 6, Colour.PAPER, Colour.PAPER);
    }
    for (double x : new double[] {middle - 5, middle + 5}) {
      var zigzag = new StringBuilder("M" + Drawing.number(x) + " " + Drawing.number(top));
      int side = 1;
      for (double y = top + 6; y <= bottom; y += 6) {
        zigzag.append('L').append(Drawing.number(x + 2 * side)).append(' ');
        zigzag.append(Drawing.number(y));
        side = -side;
      }
      drawing.path(zigzag.toString(), Colour.RULE, 1.2, "");
    }
  }

  static String shortened(String label) {
    return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
  }
}
