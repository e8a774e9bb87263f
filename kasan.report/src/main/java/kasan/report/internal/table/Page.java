// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.util.ArrayList;
import java.util.List;
import kasan.api.report.Medium;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Curve;
import kasan.api.report.Section.Series;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import org.jspecify.annotations.Nullable;

/** Sections one below the other, an empty line between them, no line wider than it must be. */
final class Page {
  private static final int POINTS = 11;

  private final StringBuilder text = new StringBuilder();

  private final Medium medium;

  private Page(Medium medium) {
    this.medium = medium;
  }

  /** The sections as text that ends with a line end. */
  static String of(List<Section> sections, Medium medium) {
    var page = new Page(medium);
    for (Section section : sections) {
      page.add(section);
    }
    return page.text.toString();
  }

  private void add(Section section) {
    if (text.length() > 0) {
      text.append('\n');
    }
    if (section instanceof Text lines) {
      if (!lines.title().isEmpty()) {
        line(Line.title(lines.title()));
      }
      for (String line : lines.lines()) {
        wrap(line);
      }
    } else if (section instanceof Table table) {
      new Grid(table, medium.width()).lines().forEach(this::line);
    } else if (section instanceof Series series) {
      new Grid(samples(series), medium.width()).lines().forEach(this::line);
      SmallChart.lines(series, medium.width()).forEach(this::line);
    }
  }

  private void wrap(String line) {
    int indent = line.length() - line.stripLeading().length();
    String hanging = " ".repeat(indent + 2);
    String first = line.substring(0, indent);
    List<String> pieces = Words.wrap(line.strip(), medium.width() - indent - 2);
    for (int i = 0; i < pieces.size(); i++) {
      line(Line.plain((i == 0 ? first : hanging) + pieces.get(i)));
    }
  }

  private void line(Line line) {
    text.append(line.printed(medium.colour())).append('\n');
  }

  /** A few points of a series, the first and the last among them, as a table. */
  private static Table samples(Series series) {
    int points = series.points().length;
    int shown = Math.min(points, POINTS);
    double span = points == 0 ? 0 : series.points()[points - 1] - series.points()[0];
    var columns = new ArrayList<Column>();
    columns.add(new Column("axis", "", series.axis()));
    for (Curve curve : series.curves()) {
      columns.add(new Column(curve.name(), curve.name(), series.unit()));
    }
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < shown; i++) {
      int at = shown == 1 ? 0 : (int) Math.round((double) i * (points - 1) / (shown - 1));
      var row = new ArrayList<@Nullable Object>();
      row.add(Cells.rounded(series.points()[at], span));
      for (Curve curve : series.curves()) {
        row.add(curve.values()[at]);
      }
      rows.add(row);
    }
    String title = series.title();
    if (shown < points) {
      title += " (" + shown + " of " + points + " points)";
    }
    return new Table(title, columns, rows);
  }
}
