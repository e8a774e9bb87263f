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
 * How far the model is from published figures.
 *
 * @param rows those that are modelled
 */
record Errors(List<Map<String, @Nullable Object>> rows) implements Chart {
  private static final int ROW = 22;

  /** From rows with a published and a modelled value; null without. */
  static @Nullable Chart of(Map<String, @Nullable Object> tree) {
    List<Map<String, @Nullable Object>> rows =
        Trees.maps(tree, "rows").stream()
            .filter(row -> row.containsKey("published") && row.get("errorPercent") != null)
            .toList();
    return rows.isEmpty() ? null : new Errors(rows);
  }

  @Override
  public String name() {
    return "error";
  }

  @Override
  public String title() {
    return "How far the model is from published figures";
  }

  @Override
  public String note() {
    return "Modelled less published, in percent of published. Hollow marks are quantities that were"
        + " fitted: their agreement proves nothing.";
  }

  @Override
  public Section.Table table() {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<String, @Nullable Object> row : rows) {
      var line = new ArrayList<@Nullable Object>();
      for (String key : List.of("table", "quantity", "published", "model", "unit")) {
        line.add(row.get(key));
      }
      line.add(row.get("errorPercent"));
      line.add(row.get("basis"));
      cells.add(line);
    }
    return new Section.Table(
        title(),
        List.of(
            new Section.Column("table", "table", ""),
            new Section.Column("quantity", "quantity", ""),
            new Section.Column("published", "published", ""),
            new Section.Column("model", "model", ""),
            new Section.Column("unit", "unit", ""),
            new Section.Column("errorPercent", "error", "%"),
            new Section.Column("basis", "basis", "")),
        cells);
  }

  private static double error(Map<String, @Nullable Object> row) {
    return Trees.number(row, "errorPercent");
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    boolean narrow = drawing.narrow();
    double left = narrow ? 0 : Math.min(300, width * 0.4);
    double right = width - 64;
    double most = 1;
    for (Map<String, @Nullable Object> row : rows) {
      most = Math.max(most, Math.abs(error(row)));
    }
    Axis across = Axis.linear(right - left, -most * 1.08, most * 1.08);
    double step = narrow ? ROW * 2 : ROW;
    double y = 10;
    String table = "";
    double top = y;
    var marks = new Drawing(width);
    for (Map<String, @Nullable Object> row : rows) {
      if (!Trees.text(row, "table").equals(table)) {
        table = Trees.text(row, "table");
        marks.bold(0, y + 14, Anchor.START, Drawing.TEXT, Colour.INK, table);
        y += ROW + 4;
      }
      row(marks, row, across, left, y, narrow);
      y += step;
    }
    for (double tick : across.ticks(narrow ? 4 : 8)) {
      double x = left + across.at(tick);
      drawing.line(x, top, x, y, tick == 0 ? Colour.RULE : Colour.GRID, "");
      drawing.text(
          x, y + 18, Anchor.MIDDLE, Drawing.TEXT - 1, Colour.SOFT, Units.digits(tick) + " %");
    }
    drawing.place(marks, 0, 0);
    drawing.text((left + right) / 2, y + 40, Anchor.MIDDLE, Drawing.TEXT - 1, Colour.SOFT, "error");
    return drawing;
  }

  private static void row(
      Drawing drawing,
      Map<String, @Nullable Object> row,
      Axis across,
      double left,
      double top,
      boolean narrow) {
    double x = left + across.at(error(row));
    double zero = left + across.at(0);
    String quantity = StackedBars.shortened(Trees.text(row, "quantity"));
    drawing.text(narrow ? 0 : 12, top + 14, Anchor.START, Drawing.TEXT, Colour.INK, quantity);
    double y = narrow ? top + 30 : top + 10;
    drawing.path(
        "M" + Drawing.number(zero) + " " + Drawing.number(y) + "H" + Drawing.number(x),
        Colour.ACCENT,
        2,
        "");
    drawing.circle(x, y, 5, Colour.ACCENT);
    if (Trees.text(row, "basis").equals("calibrated")) {
      drawing.circle(x, y, 3, Colour.PAPER);
    }
    drawing.text(
        Math.max(x, zero) + 10,
        y + 4,
        Anchor.START,
        Drawing.TEXT - 1,
        Colour.SOFT,
        Units.digits(error(row)) + " %");
  }
}
