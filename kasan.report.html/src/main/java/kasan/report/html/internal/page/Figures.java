// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.page;

import kasan.api.report.Section;
import kasan.report.html.internal.chart.Chart;
import kasan.report.html.internal.chart.Detection;
import kasan.report.html.internal.chart.Lines;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Markup;
import kasan.report.html.internal.markup.Units;

/** Charts in a page: the drawing, how to read it, and the figures behind it as a table. */
final class Figures {
  private static final int WIDE = 880;
  private static final int HALF = 540;
  private static final int PHONE = 340;

  private final Markup page;
  private final Schemes schemes;

  Figures(Markup page, Schemes schemes) {
    this.page = page;
    this.schemes = schemes;
  }

  /** True for a chart that needs the width of the page. */
  static boolean wide(Chart chart) {
    return chart instanceof Lines || chart instanceof Detection || !isSmall(chart);
  }

  private static boolean isSmall(Chart chart) {
    return chart.name().equals("fragmentation") || chart.name().equals("tradeoff");
  }

  void write(Chart chart) {
    if (chart instanceof Lines lines) {
      page.open(
          "figure",
          "class",
          "lines",
          "data-memory",
          String.valueOf(lines.memory()),
          "data-log",
          String.valueOf(lines.logarithmic()),
          "data-axis",
          lines.axis());
      curves(lines);
    } else {
      page.open("figure");
      if (chart instanceof Detection matrix) {
        new HeatMap(page, schemes).write(matrix);
      } else {
        int width = wide(chart) ? WIDE : HALF;
        page.raw(chart.draw(width).inPage("drawing still wide", chart.title()));
        page.raw(chart.draw(PHONE).inPage("drawing still phone", chart.title()));
      }
    }
    if (!(chart instanceof Detection)) {
      page.element("figcaption", chart.note());
    }
    Section.Table table = chart.table();
    page.open("details", "class", "behind");
    page.element("summary", "The figures as a table");
    new Tables(page, schemes).write(table, chart.title() + ", the figures");
    page.close(2);
  }

  private void curves(Lines lines) {
    page.raw(lines.draw(WIDE).inPage("drawing still", lines.title()));
    page.open(
        "div", "class", "plot", "role", "img", "aria-label", lines.title() + ", " + spoken(lines));
    page.close();
    page.open("div", "class", "tools screen controls");
    page.open("label", "class", "slider").element("span", lines.axis());
    page.leaf(
        "input",
        "type",
        "range",
        "class",
        "at",
        "min",
        "0",
        "max",
        String.valueOf(lines.points().length - 1),
        "value",
        String.valueOf(lines.points().length - 1));
    page.open("output", "class", "when").close();
    page.close();
    page.open("label");
    page.open("input", "type", "checkbox", "class", "log");
    page.close();
    page.text(" logarithmic axis").close();
    page.close();
    page.open("fieldset", "class", "curves screen").element("legend", "Curves", "class", "hidden");
    for (Lines.Curve curve : lines.curves()) {
      page.open("label", "data-colour", curve.colour().variable(), "data-dash", curve.dash());
      page.leaf("input", "type", "checkbox", "checked", "checked");
      swatch(curve.colour(), curve.dash());
      page.element("span", curve.name(), "class", "name");
      page.open("output").close();
      page.close();
    }
    page.close();
    if (!lines.marks().isEmpty()) {
      page.open("ul", "class", "marks");
      for (Lines.Mark mark : lines.marks()) {
        page.element(
            "li",
            Units.digits(mark.at()) + " s: " + mark.text(),
            "data-at",
            String.valueOf(mark.at()),
            "data-text",
            mark.text());
      }
      page.close();
    }
  }

  /** What the picture shows, for whom it is of no use; figures stand in the table behind it. */
  private static String spoken(Lines lines) {
    double[] range = lines.range();
    String from = lines.memory() ? Units.memory(range[0]) : Units.digits(range[0]);
    String to = lines.memory() ? Units.memory(range[1]) : Units.digits(range[1]);
    return lines.curves().size() + " curves, values from " + from + " to " + to;
  }

  private void swatch(Colour colour, String dash) {
    page.open("svg", "class", "swatch", "viewBox", "0 0 26 10", "aria-hidden", "true");
    page.leaf(
        "path",
        "d",
        "M1 5H25",
        "fill",
        "none",
        "stroke-width",
        "3",
        "stroke-dasharray",
        dash.isEmpty() ? "none" : dash,
        "class",
        colour.strokeClass());
    page.close();
  }
}
