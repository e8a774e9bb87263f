// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Chart;
import kasan.report.html.internal.chart.Charts;
import kasan.report.html.internal.chart.Detection;
import kasan.report.html.internal.facts.Provenance;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.facts.Summary;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Colour;
import kasan.report.html.internal.markup.Markup;

/**
 * The page of one result. Complete in itself: it loads nothing, and a content security policy lets
 * nothing run but the two scripts that it brings.
 */
public final class Page {
  private static final String STYLE = Colour.style() + Assets.UPLOT_STYLE + "\n" + Assets.STYLE;
  private static final String UPLOT =
      "/*!\nuPlot, https://github.com/leeoniya/uPlot\n"
          + Assets.UPLOT_LICENCE
          + "\n*/\n"
          + Assets.UPLOT_SCRIPT;

  /** Texts and tables that are longer stand folded. */
  private static final int LONG = 40;

  private final Markup page = new Markup();
  private final Result result;
  private final Schemes schemes;
  private final List<Chart> charts;
  private final String product;
  private final String command;
  private final List<String> excluded;
  private final List<String> limits;

  private Page(Result result, String product, String command) {
    this.result = result;
    this.schemes = Schemes.of(result);
    this.charts = Charts.of(result);
    this.product = product;
    this.command = command;
    this.excluded = Provenance.excluded(result);
    this.limits = Provenance.limits(result);
  }

  /**
   * Writes it.
   *
   * @param json the result as the JSON reporter has it
   * @param product name and version of what made it
   * @param command that asked for it; empty when not known
   */
  public static String of(Result result, String json, String product, String command) {
    return new Page(result, product, command).write(json);
  }

  private String title() {
    String input = Trees.text(result.tree(), "input.name");
    return result.verb() + (input.isEmpty() ? "" : ": " + input);
  }

  private String write(String json) {
    page.open("html", "lang", "en");
    head();
    page.open("body");
    page.element("a", "Skip to the figures", "href", "#main", "class", "skip");
    List<Part> parts = parts();
    header(parts);
    page.open("main", "id", "main");
    body(parts);
    page.close();
    footer();
    page.open("script", "type", "application/json", "id", "kasan-result");
    page.raw(harmless(json)).close();
    page.open("script").raw(UPLOT).close();
    page.open("script").raw(Assets.SCRIPT).close();
    page.close(2);
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  /** JSON in which no string ends the element around it; its values are the same. */
  private static String harmless(String json) {
    return json.replace("<", "\\u003c");
  }

  private void head() {
    page.open("head").leaf("meta", "charset", "utf-8");
    page.leaf(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; base-uri 'none'; form-action 'none'; script-src "
            + Assets.digest(UPLOT)
            + " "
            + Assets.digest(Assets.SCRIPT)
            + "; style-src "
            + Assets.digest(STYLE));
    page.leaf("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.leaf("meta", "name", "generator", "content", product);
    page.element("title", title());
    page.open("style").raw(STYLE).close();
    page.close();
  }

  /** A part of the page: a chart, or a section of the result. */
  private record Part(String id, String title, Chart chart, Section section) {}

  @SuppressWarnings("NullAway") // one of the two is there
  private List<Part> parts() {
    var found = new ArrayList<Part>();
    for (Chart chart : charts) {
      found.add(new Part(chart.name(), chart.title(), chart, null));
    }
    int at = Math.min(1, found.size());
    int number = 0;
    boolean first = true;
    for (Section section : result.sections()) {
      if (!shown(section)) {
        continue;
      }
      String heading = section.title().isEmpty() ? "Result" : section.title();
      Part part = new Part("part-" + ++number, heading, null, section);
      if (first && section instanceof Section.Table) {
        found.add(at, part); // the comparison beside the first chart
        first = false;
      } else {
        found.add(part);
      }
    }
    return found;
  }

  /** Whether it is for the body: not what the header, a chart or the footer has. */
  private boolean shown(Section section) {
    if (section instanceof Section.Text text) {
      return !text.title().isEmpty() && !text.lines().stream().allMatch(this::below);
    }
    if (section instanceof Section.Table table) {
      boolean matrix = charts.stream().anyMatch(Detection.class::isInstance);
      return !(matrix && table.columns().get(0).key().equals("case"));
    }
    return false;
  }

  private boolean below(String line) {
    Set<String> said = new HashSet<>(limits);
    for (Map<String, ?> row : Trees.maps(result.tree(), "rows")) {
      Object reason = row.get("reason");
      if (reason != null) {
        said.add(reason.toString());
      }
    }
    return said.stream().anyMatch(line::contains);
  }

  private void header(List<Part> parts) {
    page.open("header");
    page.open("div", "class", "bar");
    page.element("p", "KASAN shadow laboratory", "class", "kicker");
    page.open("fieldset", "class", "theme screen").element("legend", "Theme", "class", "hidden");
    for (String theme : List.of("system", "light", "dark")) {
      page.open("label");
      page.leaf(
          "input",
          theme.equals("system")
              ? new String[] {
                "type", "radio", "name", "theme", "value", theme, "checked", "checked"
              }
              : new String[] {"type", "radio", "name", "theme", "value", theme});
      page.element("span", theme).close();
    }
    page.close(2);
    page.element("h1", title());
    List<String> summary = Summary.of(result);
    for (int i = 0; i < summary.size(); i++) {
      page.element("p", summary.get(i), "class", i == 0 ? "lead" : "say");
    }
    for (Section section : result.sections()) {
      if (section instanceof Section.Text text && text.title().isEmpty()) {
        page.open("p", "class", "facts");
        for (int i = 0; i < text.lines().size(); i++) {
          if (i > 0) {
            page.leaf("br");
          }
          page.text(text.lines().get(i));
        }
        page.close();
        break;
      }
    }
    if (parts.size() > 2) {
      page.open("nav", "aria-label", "Contents", "class", "screen").open("ul");
      for (Part part : parts) {
        page.open("li").element("a", part.title(), "href", "#" + part.id()).close();
      }
      page.open("li").element("a", "Where this comes from", "href", "#provenance").close();
      page.close(2);
    }
    page.close();
  }

  private void body(List<Part> parts) {
    for (Part part : parts) {
      boolean half = part.chart() != null && !Figures.wide(part.chart());
      page.open("section", "id", part.id(), "class", half ? "half" : "whole");
      page.element("h2", part.title());
      if (part.chart() != null) {
        new Figures(page, schemes).write(part.chart());
      } else if (part.section() instanceof Section.Table table) {
        boolean folded = table.rows().size() > LONG;
        fold(folded, table.rows().size() + " rows");
        new Tables(page, schemes).write(table, part.title());
        unfold(folded);
      } else if (part.section() instanceof Section.Text text) {
        boolean folded = text.lines().size() > LONG;
        fold(folded, text.lines().size() + " lines");
        page.open("ul", "class", "lines-of-text");
        text.lines().forEach(line -> page.element("li", line));
        page.close();
        unfold(folded);
      }
      page.close();
    }
  }

  private void fold(boolean folded, String what) {
    if (folded) {
      page.open("details").element("summary", what);
    }
  }

  private void unfold(boolean folded) {
    if (folded) {
      page.close();
    }
  }

  private void footer() {
    page.open("footer", "id", "provenance").element("h2", "Where this comes from");
    page.open("dl", "class", "made");
    pair("made by", product);
    if (!command.isEmpty()) {
      page.element("dt", "made again by").open("dd").element("code", command).close();
    }
    page.close();
    list("Left out, and why", excluded);
    list("What the figures do not show", limits);
    page.open("div", "class", "blocks");
    for (Provenance.Block block : Provenance.blocks(result)) {
      page.open("section");
      page.element("h3", block.title().isEmpty() ? "Besides" : block.title());
      page.open("dl");
      block.entries().forEach(this::pair);
      page.close(2);
    }
    page.close();
    page.open("p", "class", "tools screen");
    page.element(
        "button",
        "Save the data as JSON",
        "type",
        "button",
        "id",
        "save",
        "data-name",
        result.verb().toLowerCase(Locale.ROOT) + ".json");
    page.text(" It is in this file, as ").element("code", "--format json").text(" prints it.");
    page.close();
    page.element(
        "p",
        "Curves are drawn by uPlot (MIT licence, its text is in this file).",
        "class",
        "facts");
    page.close();
  }

  private void list(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      page.element("h3", heading).open("ul");
      lines.forEach(line -> page.element("li", line));
      page.close();
    }
  }

  private void pair(String name, String value) {
    page.element("dt", name).element("dd", value);
  }
}
