// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.page;

import java.util.List;
import kasan.report.html.internal.chart.Detection;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.markup.Markup;
import org.jspecify.annotations.Nullable;

/**
 * The matrix of cases and schemes as a table of signs. One stop of the tab key; arrow keys go from
 * cell to cell (the grid pattern of WAI-ARIA), and what a cell means stands below: its reason too.
 */
final class HeatMap {
  private final Markup page;
  private final Schemes schemes;

  HeatMap(Markup page, Schemes schemes) {
    this.page = page;
    this.schemes = schemes;
  }

  void write(Detection matrix) {
    legend();
    page.open("p", "class", "tools screen");
    page.open("label");
    page.leaf("input", "type", "checkbox", "id", "only-missed");
    page.text(" only cases that some scheme misses, or reports falsely").close();
    page.close();
    page.open("div", "class", "scroll matrix-box");
    page.open("table", "class", "matrix", "role", "grid", "aria-label", matrix.title());
    page.open("thead").open("tr").element("th", "case", "scope", "col", "class", "corner");
    for (String scheme : matrix.schemes()) {
      page.open("th", "scope", "col").open("span");
      Tables.mark(page, schemes, scheme.replaceFirst(" .*", ""));
      page.text(scheme).close(2);
    }
    page.close(2).open("tbody");
    String family = "";
    boolean first = true;
    for (Detection.Case each : matrix.cases()) {
      String classes = each.family().equals(family) ? "" : "family";
      family = each.family();
      page.open("tr", "class", classes);
      page.open("th", "scope", "row", "title", each.family());
      name(each.name());
      page.close();
      for (Detection.@Nullable Verdict verdict : each.verdicts()) {
        cell(verdict, first);
        first = false;
      }
      page.close();
    }
    page.close(3);
    page.open("p", "id", "reason", "class", "reason screen", "aria-live", "polite");
    page.text("Choose a cell, with the mouse, a finger or the arrow keys: its reason stands here.");
    page.close();
  }

  /** On a phone a name is broken behind a _, not within a word. */
  private void name(String name) {
    for (String word : name.split("(?<=_)", -1)) {
      page.text(word).leaf("wbr");
    }
  }

  private void cell(Detection.@Nullable Verdict verdict, boolean first) {
    Detection.Look look = verdict == null ? Detection.Look.OTHER : verdict.look();
    String words =
        verdict == null
            ? "did not run"
            : verdict.result() + (verdict.reason().isEmpty() ? "" : ": " + verdict.reason());
    page.open("td", "class", "v-" + word(look), "tabindex", first ? "0" : "-1");
    page.element("span", look.sign(), "aria-hidden", "true");
    page.element("span", words, "class", "hidden");
    page.close();
  }

  private static String word(Detection.Look look) {
    return look.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private void legend() {
    page.open("ul", "class", "legend");
    var words =
        List.of("found", "missed", "false report", "no bug, none reported", "does not apply");
    for (Detection.Look look : Detection.Look.values()) {
      page.open("li");
      page.element("span", look.sign(), "class", "key v-" + word(look), "aria-hidden", "true");
      page.text(words.get(look.ordinal())).close();
    }
    page.close();
  }
}
