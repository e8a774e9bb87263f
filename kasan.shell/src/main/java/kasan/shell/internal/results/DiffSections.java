// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import org.jspecify.annotations.Nullable;

/** What differs between two results, for people: what was asked for first, then row by row. */
final class DiffSections {
  private static final String A = "A";
  private static final String B = "B";
  private static final String VALUE = "value";

  private final Difference difference;
  private final List<Section> sections = new ArrayList<>();

  DiffSections(Difference difference) {
    this.difference = difference;
  }

  List<Section> all() {
    sections.add(new Section.Text("", head()));
    settings();
    difference.listed().forEach(this::listed);
    others();
    return sections;
  }

  private List<String> head() {
    KeptResult a = difference.a();
    KeptResult b = difference.b();
    var lines = new ArrayList<String>();
    if (!difference.sameVerb()) {
      lines.add(
          "Different verbs: "
              + a.verb()
              + " and "
              + b.verb()
              + ". Only what both have is compared.");
    }
    if (!difference.sameVersion()) {
      lines.add("Different versions: " + known(a.version()) + " and " + known(b.version()) + ".");
    }
    if (!difference.sameInput()) {
      lines.add("Different inputs: " + known(a.input()) + "; " + known(b.input()) + ".");
    }
    lines.add("A: " + a.file() + ", " + origin(a));
    lines.add("B: " + b.file() + ", " + origin(b));
    lines.add(verdict());
    return lines;
  }

  private static String known(String text) {
    return text.isEmpty() ? "none is told" : text;
  }

  private static String origin(KeptResult kept) {
    return "the result of "
        + kept.verb()
        + (kept.version().isEmpty() ? "" : ", kasan " + kept.version());
  }

  private String verdict() {
    if (!difference.differs()) {
      return difference.settings().isEmpty()
          ? "No difference."
          : "No figure differs; what was asked for does.";
    }
    int values = 0;
    int changes = 0;
    int only = 0;
    for (Part part : difference.listed()) {
      values += part.values();
      changes += part.changes().size();
      only += part.onlyInA().size() + part.onlyInB().size();
    }
    return changes
        + " of "
        + values
        + (values == 1 ? " value differs" : " values differ")
        + (only == 0 ? "" : "; " + only + (only == 1 ? " row is" : " rows are") + " in one alone")
        + largest()
        + passing();
  }

  private String largest() {
    Change most = null;
    for (Part part : difference.listed()) {
      Change largest = part.largest();
      if (largest != null && (most == null || size(largest).compareTo(size(most)) > 0)) {
        most = largest;
      }
    }
    BigDecimal percent = most == null ? null : most.percent();
    if (most == null || percent == null) {
      return ".";
    }
    return ". The largest change is "
        + (percent.signum() > 0 ? "+" : "")
        + percent.toPlainString()
        + " % ("
        + (most.row().isEmpty() ? "" : most.row() + ", ")
        + most.value()
        + ").";
  }

  private static BigDecimal size(Change change) {
    BigDecimal percent = change.percent();
    return percent == null ? BigDecimal.ZERO : percent.abs();
  }

  private String passing() {
    BigDecimal threshold = difference.threshold();
    if (threshold == null) {
      return "";
    }
    long passing =
        difference.listed().stream()
            .mapToLong(
                part ->
                    part.changes().stream().filter(change -> change.passes(threshold)).count()
                        + part.onlyInA().size()
                        + part.onlyInB().size())
            .sum();
    return " "
        + (passing == 0 ? "None is" : passing == 1 ? "One is" : passing + " are")
        + " over the threshold of "
        + threshold.toPlainString()
        + " %.";
  }

  private void settings() {
    if (difference.settings().isEmpty()) {
      return;
    }
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Change change : difference.settings()) {
      boolean digest = change.value().endsWith(".sha256");
      rows.add(row(change.value(), asked(change.a(), digest), asked(change.b(), digest)));
    }
    sections.add(
        new Section.Table(
            "Settings and input that differ",
            List.of(column("setting"), column(A), column(B)),
            rows));
  }

  private static @Nullable Object asked(@Nullable Object value, boolean digest) {
    return digest && value instanceof String text ? Values.start(text) : text(value);
  }

  private static @Nullable Object text(@Nullable Object value) {
    return value == null ? null : Values.text(value);
  }

  private void listed(Part part) {
    String name = part.name().isEmpty() ? "outside of rows" : part.name();
    boolean rows = !part.name().isEmpty();
    figures("Figures that differ, " + name, rows, part.changes(), Change::isNumber);
    words("Words that differ, " + name, rows, part.changes(), change -> !change.isNumber());
    only("Only in A, " + name, part.onlyInA());
    only("Only in B, " + name, part.onlyInB());
  }

  private void figures(String title, boolean rows, List<Change> changes, Predicate<Change> which) {
    BigDecimal threshold = difference.threshold();
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Change change : changes) {
      if (which.test(change)) {
        List<@Nullable Object> row =
            row(change.value(), change.a(), change.b(), change.absolute(), change.percent());
        if (rows) {
          row.add(0, change.row());
        }
        if (threshold != null) {
          row.add(change.passes(threshold) ? "over" : "");
        }
        cells.add(row);
      }
    }
    if (cells.isEmpty()) {
      return;
    }
    var columns = new ArrayList<Column>();
    if (rows) {
      columns.add(column("row"));
    }
    columns.addAll(List.of(column(VALUE), column(A), column(B), column("change")));
    columns.add(new Column("percent", "change", "%"));
    if (threshold != null) {
      columns.add(column("threshold"));
    }
    sections.add(new Section.Table(title, columns, cells));
  }

  private void words(String title, boolean rows, List<Change> changes, Predicate<Change> which) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Change change : changes) {
      if (which.test(change)) {
        List<@Nullable Object> row = row(change.value(), text(change.a()), text(change.b()));
        if (rows) {
          row.add(0, change.row());
        }
        cells.add(row);
      }
    }
    if (cells.isEmpty()) {
      return;
    }
    var columns = new ArrayList<Column>();
    if (rows) {
      columns.add(column("row"));
    }
    columns.addAll(List.of(column(VALUE), column(A), column(B)));
    sections.add(new Section.Table(title, columns, cells));
  }

  private void only(String title, List<String> rows) {
    if (!rows.isEmpty()) {
      sections.add(new Section.Text(title, rows));
    }
  }

  private void others() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Part part : difference.others()) {
      if (part.differs()) {
        Change largest = part.largest();
        rows.add(
            row(
                part.name(),
                (long) part.rows(),
                (long) part.onlyInA().size(),
                (long) part.onlyInB().size(),
                (long) part.changes().size(),
                (long) part.values(),
                largest == null ? null : largest.percent()));
      }
    }
    if (!rows.isEmpty()) {
      sections.add(
          new Section.Table(
              "Other parts that differ; --part NAME lists one",
              List.of(
                  column("part"),
                  new Column("rowsOfBoth", "rows of both", ""),
                  new Column("onlyInA", "only in A", ""),
                  new Column("onlyInB", "only in B", ""),
                  new Column("valuesThatDiffer", "values that differ", ""),
                  new Column("values", "of", ""),
                  new Column("largestPercent", "largest change", "%")),
              rows));
    }
  }

  private static Column column(String name) {
    return new Column(name.toLowerCase(java.util.Locale.ROOT), name, "");
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    var row = new ArrayList<@Nullable Object>();
    for (Object cell : cells) {
      row.add(cell);
    }
    return row;
  }
}
