// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.suite.internal.play.Outcome.Result;
import kasan.suite.internal.random.RandomRow;
import org.jspecify.annotations.Nullable;

/** The result of a suite for people. */
final class SuiteSections {
  /** Where each case has lines of its own. */
  private static final long FEW_CASES = 3;

  /** Names of cases that one reason lists; results for machines have all. */
  private static final int MOST_NAMES = 12;

  /** Which line of a case a reason is about. */
  private static final Pattern PLACE = Pattern.compile("^line \\d+: ");

  /** How many more statements it is about. */
  private static final Pattern MORE = Pattern.compile("\\d+ in all");

  private final List<Row> rows;
  private final List<Coverage> coverage;
  private final List<RandomRow> random;
  private final List<Section> sections = new ArrayList<>();

  /** Schemes with their instrumentation to which no case applies, with the reason. */
  private final Map<String, String> without = new LinkedHashMap<>();

  private SuiteSections(List<Row> rows, List<Coverage> coverage, List<RandomRow> random) {
    this.rows = rows;
    this.coverage = coverage;
    this.random = random;
  }

  static List<Section> of(
      List<Row> rows, List<Coverage> coverage, List<RandomRow> random, String mode) {
    var sections = new SuiteSections(rows, coverage, random);
    sections.findWithout();
    sections.coverage(mode);
    sections.matrix();
    sections.reasons();
    sections.notApplicable();
    if (!random.isEmpty()) {
      sections.random();
    }
    return sections.sections;
  }

  private static String column(String scheme, String instrumentation) {
    return instrumentation.equals("none") ? scheme : scheme + " " + instrumentation;
  }

  private static String column(Row row) {
    return column(row.scheme(), row.instrumentation());
  }

  /** Leaves columns out of the matrix that would say the same nothing in every line. */
  private void findWithout() {
    Set<String> varied = new LinkedHashSet<>();
    for (Row row : rows) {
      String reason = row.outcome().reason();
      boolean applies = row.outcome().result() != Result.NOT_APPLICABLE || reason == null;
      String first = applies ? null : without.putIfAbsent(column(row), reason);
      if (applies || (first != null && !first.equals(reason))) {
        varied.add(column(row));
      }
    }
    without.keySet().removeAll(varied);
  }

  private void coverage(String mode) {
    List<List<@Nullable Object>> lines = new ArrayList<>();
    for (Coverage each : coverage) {
      if (!without.containsKey(column(each.scheme(), each.instrumentation()))) {
        List<@Nullable Object> line = new ArrayList<>();
        line.add(each.scheme());
        line.add(each.instrumentation());
        line.add(each.found());
        line.add(each.of());
        line.add(each.percent());
        line.add(count(each, Result.FALSE));
        line.add(count(each, Result.NOT_APPLICABLE));
        lines.add(line);
      }
    }
    sections.add(
        new Section.Table(
            "Cases with bugs that each scheme finds, mode " + mode,
            List.of(
                new Column("scheme", "scheme", ""),
                new Column("instrumentation", "instrumentation", ""),
                new Column("found", "found", ""),
                new Column("of", "of", ""),
                new Column("percent", "found", "%"),
                new Column("false", "false", ""),
                new Column("notApplicable", "does not apply", "")),
            lines));
  }

  private long count(Coverage of, Result result) {
    long count = 0;
    for (Row row : rows) {
      if (row.scheme().equals(of.scheme())
          && row.instrumentation().equals(of.instrumentation())
          && row.outcome().result() == result) {
        count++;
      }
    }
    return count;
  }

  private void matrix() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("case", "case", ""));
    Map<String, Integer> places = new LinkedHashMap<>();
    for (Row row : rows) {
      String name = column(row);
      if (!without.containsKey(name) && places.putIfAbsent(name, places.size() + 1) == null) {
        columns.add(new Column(name, name, ""));
      }
    }
    Map<String, List<@Nullable Object>> lines = new LinkedHashMap<>();
    for (Row row : rows) {
      Integer place = places.get(column(row));
      if (place != null) {
        List<@Nullable Object> line =
            lines.computeIfAbsent(row.caseName(), name -> emptyLine(name, columns.size()));
        Result result = row.outcome().result();
        line.set(place, result == Result.NOT_APPLICABLE ? null : result.word());
      }
    }
    sections.add(new Section.Table("Cases", columns, new ArrayList<>(lines.values())));
  }

  private static List<@Nullable Object> emptyLine(String name, int size) {
    List<@Nullable Object> line = new ArrayList<>();
    line.add(name);
    while (line.size() < size) {
      line.add(null);
    }
    return line;
  }

  /** Why results are what they are: with their lines where cases are few, else by reason. */
  private void reasons() {
    boolean few = rows.stream().map(Row::caseName).distinct().count() <= FEW_CASES;
    SortedMap<String, Map<String, Set<String>>> byScheme = new TreeMap<>();
    for (Row row : rows) {
      Result result = row.outcome().result();
      String reason = row.outcome().reason();
      if (result != Result.NOT_APPLICABLE && reason != null) {
        byScheme
            .computeIfAbsent(column(row), key -> new LinkedHashMap<>())
            .computeIfAbsent(
                result.word() + ", " + (few ? reason : withoutPlaces(reason)),
                key -> new LinkedHashSet<>())
            .add(row.caseName());
      }
    }
    List<String> lines = new ArrayList<>();
    byScheme.forEach(
        (scheme, reasons) ->
            reasons.forEach(
                (reason, cases) -> lines.add(scheme + ": " + reason + ": " + some(cases))));
    if (!lines.isEmpty()) {
      sections.add(new Section.Text("Why", lines));
    }
  }

  /** What is said of several lines alike is said once. */
  private static String withoutPlaces(String reason) {
    Set<String> parts = new LinkedHashSet<>();
    for (String part : reason.split("; ", -1)) {
      if (!MORE.matcher(part).matches()) {
        parts.add(PLACE.matcher(part).replaceFirst(""));
      }
    }
    return String.join("; ", parts);
  }

  private static String some(Set<String> names) {
    String shown = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    int more = names.size() - MOST_NAMES;
    return more <= 0 ? shown : shown + " and " + more + " more";
  }

  private void notApplicable() {
    Map<String, Set<String>> byReason = new LinkedHashMap<>();
    for (Row row : rows) {
      String reason = row.outcome().reason();
      if (row.outcome().result() == Result.NOT_APPLICABLE
          && reason != null
          && !without.containsKey(column(row))) {
        byReason.computeIfAbsent(reason, key -> new LinkedHashSet<>()).add(row.caseName());
      }
    }
    List<String> lines = new ArrayList<>();
    without.forEach((column, reason) -> lines.add(column + ": " + reason));
    byReason.forEach((reason, cases) -> lines.add(reason + ": " + String.join(", ", cases)));
    if (!lines.isEmpty()) {
      sections.add(new Section.Text("Does not apply", lines));
    }
  }

  /** Random programs: a line for each scheme, one for each class of misses, the first offender. */
  private void random() {
    List<List<@Nullable Object>> lines = new ArrayList<>();
    List<List<@Nullable Object>> misses = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    for (RandomRow row : random) {
      String name = column(row.scheme(), row.instrumentation());
      if (row.reason() != null) {
        continue;
      }
      List<@Nullable Object> line = new ArrayList<>();
      line.add(name);
      line.add(row.programs());
      line.add(row.statements());
      line.add(row.found());
      line.add(row.missed().values().stream().mapToLong(Long::longValue).sum());
      line.add(row.undocumented());
      line.add(row.falseReports());
      lines.add(line);
      row.missed()
          .forEach(
              (reason, count) -> {
                List<@Nullable Object> miss = new ArrayList<>();
                miss.add(name);
                miss.add(reason);
                miss.add(count);
                misses.add(miss);
              });
      if (row.example() != null) {
        examples.add("# " + name);
        row.example().lines().forEach(examples::add);
      }
    }
    sections.add(
        new Section.Table(
            "Random programs",
            List.of(
                new Column("scheme", "scheme", ""),
                new Column("programs", "programs", ""),
                new Column("statements", "statements", ""),
                new Column("found", "found", ""),
                new Column("missed", "missed", ""),
                new Column("undocumented", "of a class that the scheme does not name", ""),
                new Column("falseReports", "false", "")),
            lines));
    if (!misses.isEmpty()) {
      sections.add(
          new Section.Table(
              "Misses in random programs",
              List.of(
                  new Column("scheme", "scheme", ""),
                  new Column("class", "class", ""),
                  new Column("count", "count", "")),
              misses));
    }
    if (!examples.isEmpty()) {
      sections.add(new Section.Text("The first programs that should not be so", examples));
    }
  }
}
