// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.page;

import java.math.BigDecimal;
import java.util.List;
import kasan.api.report.Section;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.markup.Markup;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/** Tables of results, which a reader can sort by any column, with the keyboard too. */
final class Tables {
  private final Markup page;
  private final Schemes schemes;

  Tables(Markup page, Schemes schemes) {
    this.page = page;
    this.schemes = schemes;
  }

  /**
   * Writes one.
   *
   * @param label what it is, for whom its heading is out of sight
   */
  void write(Section.Table table, String label) {
    boolean[] numeric = numeric(table);
    // wider than a phone: it scrolls in its own box, which the keyboard reaches
    page.open("div", "class", "scroll", "role", "region", "aria-label", label, "tabindex", "0");
    page.open("table", "class", "data");
    page.open("thead").open("tr");
    for (int i = 0; i < table.columns().size(); i++) {
      Section.Column column = table.columns().get(i);
      page.open("th", "scope", "col", "class", numeric[i] ? "num" : "");
      page.open("button", "type", "button", "class", "sort").text(column.title());
      if (column.title().isBlank()) {
        page.element("span", "column " + (i + 1), "class", "hidden");
      }
      if (!column.unit().isEmpty()) {
        page.text(" ").element("span", column.unit(), "class", "unit");
      }
      page.close(2);
    }
    page.close(2).open("tbody");
    for (List<@Nullable Object> row : table.rows()) {
      page.open("tr");
      for (int i = 0; i < row.size(); i++) {
        cell(row.get(i), i < numeric.length ? table.columns().get(i).key() : "", numeric, i);
      }
      page.close();
    }
    page.close(3);
  }

  private void cell(@Nullable Object value, String key, boolean[] numeric, int column) {
    String text = Units.cell(value);
    if (column == 0) {
      page.open("th", "scope", "row", "class", numeric[0] ? "num" : "", "data-key", key);
      if (key.equals("scheme") && value != null) {
        mark(page, schemes, text);
      }
      page.text(text).close();
    } else if (value instanceof Number number) {
      page.element("td", text, "class", "num", "data-key", key, "data-value", plain(number));
    } else {
      page.element(
          "td",
          text,
          "class",
          value == null && numeric[column] ? "num none" : value == null ? "none" : "",
          "data-key",
          key);
    }
  }

  private static String plain(Number number) {
    return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
  }

  /** The square of a scheme's colour that stands before its name. */
  static void mark(Markup page, Schemes schemes, String scheme) {
    page.open("svg", "class", "mark", "viewBox", "0 0 10 10", "aria-hidden", "true");
    page.leaf(
        "rect",
        "width",
        "10",
        "height",
        "10",
        "rx",
        "2",
        "class",
        schemes.colour(scheme).fillClass());
    page.close();
  }

  private static boolean[] numeric(Section.Table table) {
    boolean[] numeric = new boolean[table.columns().size()];
    for (int i = 0; i < numeric.length; i++) {
      int column = i;
      numeric[i] =
          table.rows().stream()
              .anyMatch(row -> column < row.size() && row.get(column) instanceof Number);
    }
    return numeric;
  }
}
