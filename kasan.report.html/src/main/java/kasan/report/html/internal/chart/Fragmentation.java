// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/**
 * Blocks by their number of slab pages: how well the pages of on-demand shadow are used.
 *
 * @param start blocks at the start, by number of slab pages; empty when not known
 * @param end the same at the end
 */
@SuppressWarnings("ArrayRecordComponent") // a few numbers, never changed
record Fragmentation(double[] start, double[] end) implements Chart {
  private static final double HEIGHT = 240;

  /** From the data for charts; null without. */
  static @Nullable Chart of(Map<String, @Nullable Object> chartData) {
    double[] end = Trees.numbers(chartData, "fragmentation.end");
    double[] start = Trees.numbers(chartData, "fragmentation.start");
    boolean any = false;
    for (double blocks : end) {
      any |= blocks > 0;
    }
    return any ? new Fragmentation(start.length == end.length ? start : new double[0], end) : null;
  }

  @Override
  public String name() {
    return "fragmentation";
  }

  @Override
  public String title() {
    return "How slab lies in blocks";
  }

  @Override
  public String note() {
    int pages = end.length - 1;
    double blocks = 0;
    double slab = 0;
    for (int n = 1; n < end.length; n++) {
      blocks += end[n];
      slab += n * end[n];
    }
    return "A page of shadow describes a block of "
        + pages
        + " pages, and is wanted on demand as soon as one of them is slab. At the end "
        + Units.count((long) blocks, "block")
        + (blocks == 1 ? " has" : " have")
        + " slab, "
        + Units.digits(slab / blocks)
        + " pages each on average; packed tightly it would be "
        + Units.count((long) Math.ceil(slab / pages))
        + ".";
  }

  @Override
  public Section.Table table() {
    var columns = new ArrayList<Section.Column>();
    columns.add(new Section.Column("", "slab pages in the block", ""));
    if (start.length > 0) {
      columns.add(new Section.Column("", "blocks at the start", ""));
    }
    columns.add(new Section.Column("", "blocks at the end", ""));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int n = 1; n < end.length; n++) {
      var row = new ArrayList<@Nullable Object>();
      row.add((long) n);
      if (start.length > 0) {
        row.add((long) start[n]);
      }
      row.add((long) end[n]);
      rows.add(row);
    }
    return new Section.Table(title(), columns, rows);
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    double left = 52;
    double top = 44;
    double bottom = top + HEIGHT;
    double most = 1;
    for (int n = 1; n < end.length; n++) {
      most = Math.max(most, Math.max(end[n], start.length > 0 ? start[n] : 0));
    }
    drawing.text(0, 14, Anchor.START, Drawing.TEXT - 1, Colour.SOFT, "blocks");
    legend(drawing, left + 40);
    Axis up = Axis.linear(HEIGHT, 0, most * 1.08);
    for (double tick : up.ticks(5)) {
      double y = bottom - up.at(tick);
      drawing.line(left, y, width, y, tick == 0 ? Colour.RULE : Colour.GRID, "");
      drawing.text(
          left - 8, y + 4, Anchor.END, Drawing.TEXT - 1, Colour.SOFT, Units.count((long) tick));
    }
    double slot = (width - left) / (end.length - 1.0);
    double column = Math.min(30, slot * (start.length > 0 ? 0.36 : 0.6));
    for (int n = 1; n < end.length; n++) {
      double middle = left + slot * (n - 0.5);
      if (start.length > 0) {
        column(drawing, middle - column, column, start[n], up, bottom, Colour.PART_3);
        column(drawing, middle, column, end[n], up, bottom, Colour.PART_1);
      } else {
        column(drawing, middle - column / 2, column, end[n], up, bottom, Colour.PART_1);
      }
      drawing.text(middle, bottom + 18, Anchor.MIDDLE, Drawing.TEXT, Colour.INK, String.valueOf(n));
    }
    drawing.text(
        (left + width) / 2.0,
        bottom + 40,
        Anchor.MIDDLE,
        Drawing.TEXT - 1,
        Colour.SOFT,
        "slab pages in the block, of " + (end.length - 1));
    return drawing;
  }

  private void legend(Drawing drawing, double left) {
    double x = left;
    if (start.length > 0) {
      drawing.rect(x + 0.5, 3.5, 12, 12, Colour.PART_3, Colour.SOFT);
      drawing.text(x + 18, 14, Anchor.START, Drawing.TEXT, Colour.INK, "at the start");
      x += 110;
    }
    drawing.rect(x + 0.5, 3.5, 12, 12, Colour.PART_1, Colour.SOFT);
    drawing.text(x + 18, 14, Anchor.START, Drawing.TEXT, Colour.INK, "at the end");
  }

  private static void column(
      Drawing drawing, double x, double wide, double blocks, Axis up, double bottom, Colour fill) {
    double high = up.at(blocks);
    if (blocks > 0) {
      drawing.rect(x + 0.5, bottom - high, wide - 1, high, fill, Colour.SOFT);
    }
  }
}
