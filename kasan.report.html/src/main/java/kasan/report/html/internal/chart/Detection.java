// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Section;
import kasan.report.html.internal.chart.Drawing.Anchor;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Colour;
import org.jspecify.annotations.Nullable;

/**
 * Which scheme finds which bug: a matrix of cases and schemes. A page shows it as a table with the
 * reason of each verdict; drawn here it is a picture of signs.
 *
 * @param schemes columns
 * @param cases rows
 */
public record Detection(List<String> schemes, List<Case> cases) implements Chart {
  private static final int CELL = 18;

  /**
   * One case.
   *
   * @param name its name
   * @param family that it belongs to
   * @param verdicts one a column; null where it did not run
   */
  public record Case(String name, String family, List<@Nullable Verdict> verdicts) {}

  /**
   * What came of a case on a scheme.
   *
   * @param result in a word
   * @param reason why, and what was reported; empty when there is nothing to say
   */
  public record Verdict(String result, String reason) {
    /** How it is shown. */
    public Look look() {
      return Look.of(result);
    }
  }

  /** How a verdict is shown: by a sign, so that colours are not needed to tell them apart. */
  public enum Look {
    FOUND("✓", Colour.FOUND, Colour.INK),
    MISSED("✗", Colour.MISSED, Colour.MISSED_INK),
    FALSE_REPORT("!", Colour.FALSE_REPORT, Colour.FALSE_INK),
    CLEAN("·", Colour.NEUTRAL, Colour.SOFT),
    OTHER("–", Colour.PAPER, Colour.SOFT);

    private final String sign;
    private final Colour fill;
    private final Colour ink;

    Look(String sign, Colour fill, Colour ink) {
      this.sign = sign;
      this.fill = fill;
      this.ink = ink;
    }

    static Look of(String result) {
      return switch (result) {
        case "found" -> FOUND;
        case "missed" -> MISSED;
        case "clean" -> CLEAN;
        case "false" -> FALSE_REPORT;
        default -> OTHER;
      };
    }

    /** One character. */
    public String sign() {
      return sign;
    }

    /** Behind it. */
    public Colour fill() {
      return fill;
    }

    /** The sign's own. */
    public Colour ink() {
      return ink;
    }
  }

  /** From rows with a case, a scheme and a result; null without. */
  static @Nullable Detection of(Map<String, @Nullable Object> tree) {
    List<Map<String, @Nullable Object>> rows =
        Trees.maps(tree, "rows").stream()
            .filter(row -> row.containsKey("case") && row.containsKey("result"))
            .toList();
    Set<String> columns = new LinkedHashSet<>();
    Map<String, Map<String, Verdict>> verdicts = new LinkedHashMap<>();
    Map<String, String> families = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      String column = column(row, rows);
      columns.add(column);
      String name = Trees.text(row, "case");
      families.put(name, Trees.text(row, "family"));
      verdicts
          .computeIfAbsent(name, any -> new LinkedHashMap<>())
          .put(column, new Verdict(Trees.text(row, "result"), reason(row)));
    }
    var cases = new ArrayList<Case>();
    verdicts.forEach(
        (name, ofCase) -> {
          var line = new ArrayList<@Nullable Verdict>();
          columns.forEach(column -> line.add(ofCase.get(column)));
          cases.add(new Case(name, families.getOrDefault(name, ""), line));
        });
    return cases.isEmpty() ? null : new Detection(List.copyOf(columns), cases);
  }

  /** The scheme, with the instrumentation where it ran with several. */
  private static String column(
      Map<String, @Nullable Object> row, List<Map<String, @Nullable Object>> rows) {
    String scheme = Trees.text(row, "scheme");
    boolean several =
        rows.stream()
                .filter(other -> scheme.equals(other.get("scheme")))
                .map(other -> Trees.text(other, "instrumentation"))
                .distinct()
                .count()
            > 1;
    return several ? scheme + " " + Trees.text(row, "instrumentation") : scheme;
  }

  private static String reason(Map<String, @Nullable Object> row) {
    String reason = Trees.text(row, "reason");
    String bugClass = Trees.text(row, "bugClass");
    if (reason.isEmpty()) {
      return bugClass.isEmpty() ? "" : "reported as " + bugClass;
    }
    return reason;
  }

  @Override
  public String name() {
    return "detection";
  }

  @Override
  public String title() {
    return "Which scheme finds which bug";
  }

  @Override
  public String note() {
    return "✓ found, ✗ missed, ! false report, · no bug and none reported, – does not apply.";
  }

  @Override
  public Section.Table table() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Case each : cases) {
      for (int i = 0; i < schemes.size(); i++) {
        Verdict verdict = each.verdicts().get(i);
        if (verdict != null) {
          rows.add(List.of(each.name(), schemes.get(i), verdict.result(), verdict.reason()));
        }
      }
    }
    return new Section.Table(
        title(),
        List.of(
            new Section.Column("case", "case", ""),
            new Section.Column("scheme", "scheme", ""),
            new Section.Column("result", "result", ""),
            new Section.Column("reason", "reason", "")),
        rows);
  }

  @Override
  public Drawing draw(int width) {
    var drawing = new Drawing(width);
    int size = drawing.narrow() ? 9 : Drawing.TEXT - 1;
    double names =
        cases.stream().mapToDouble(each -> Drawing.widthOf(each.name(), size)).max().orElse(0) + 8;
    double top =
        schemes.stream().mapToDouble(scheme -> Drawing.widthOf(scheme, size)).max().orElse(0) + 10;
    double cell = Math.max(12, Math.min(40, (width - names) / schemes.size()));
    for (int i = 0; i < schemes.size(); i++) {
      drawing.upright(names + cell * (i + 0.5) + 4, top - 6, size, Colour.INK, schemes.get(i));
    }
    double y = top;
    String family = cases.get(0).family();
    for (Case each : cases) {
      if (!each.family().equals(family)) {
        family = each.family();
        y += 8;
      }
      drawing.text(0, y + CELL - 5, Anchor.START, size, Colour.INK, each.name());
      for (int i = 0; i < schemes.size(); i++) {
        Verdict verdict = each.verdicts().get(i);
        Look look = verdict == null ? Look.OTHER : verdict.look();
        double x = names + cell * i;
        drawing.rect(x, y, cell, CELL, look.fill(), Colour.PAPER);
        drawing.bold(x + cell / 2, y + CELL - 5, Anchor.MIDDLE, 11, look.ink(), look.sign());
      }
      y += CELL;
    }
    return drawing;
  }
}
