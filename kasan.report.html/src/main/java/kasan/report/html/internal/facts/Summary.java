// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/** What a result comes to, in plain sentences made from its rows. */
public final class Summary {
  private final Map<String, @Nullable Object> tree;
  private final Map<String, @Nullable Object> chartData;
  private final List<Map<String, @Nullable Object>> rows;
  private final List<String> sentences = new ArrayList<>();

  private Summary(Result result) {
    tree = result.tree();
    chartData = result.chartData();
    rows = Trees.maps(tree, "rows");
  }

  /** The sentences, the most telling first; none where nothing is known of such rows. */
  public static List<String> of(Result result) {
    var summary = new Summary(result);
    summary.run();
    if (summary.sentences.isEmpty()) {
      summary.memory();
    }
    summary.sentences.addAll(DetectionSentences.of(summary.rows));
    summary.boots();
    summary.published();
    return List.copyOf(summary.sentences);
  }

  /** A scheme with the size of its shadow and what it finds; NaN where that is not known. */
  private record Entry(String scheme, double kb, double found, double of) {
    double share() {
      return of > 0 ? found / of : -1;
    }
  }

  private void memory() {
    var entries = new ArrayList<Entry>();
    for (Map<String, @Nullable Object> row : rows) {
      double kb = Trees.number(row, "memory.totalPeakKb");
      if (!Double.isNaN(kb) && !Boolean.FALSE.equals(row.get("contender"))) {
        Map<String, @Nullable Object> coverage =
            Trees.map(row, "coverage").values().stream()
                .findFirst()
                .map(Trees::asMap)
                .orElse(Map.of());
        entries.add(
            new Entry(
                Trees.text(row, "scheme"),
                kb,
                Trees.number(coverage, "found"),
                Trees.number(coverage, "of")));
      }
    }
    if (entries.isEmpty()) {
      return;
    }
    entries.sort(Comparator.comparingDouble(Entry::kb));
    Entry dearest = entries.get(entries.size() - 1);
    Entry cheapest = entries.get(0);
    // of those that find the most, the cheapest
    double best = entries.stream().mapToDouble(Entry::share).max().orElse(-1);
    Entry chosen =
        entries.stream().filter(entry -> entry.share() >= best).findFirst().orElseThrow();
    if (chosen.equals(dearest)) {
      sentences.add(
          chosen.scheme() + " needs " + Units.memory(chosen.kb()) + " of shadow at its peak.");
      found(chosen, chosen);
      if (!cheapest.equals(dearest)) {
        sentences.add(cheaper(cheapest));
      }
    } else {
      sentences.add(
          chosen.scheme()
              + " needs "
              + Units.memory(chosen.kb())
              + " where "
              + dearest.scheme()
              + " needs "
              + Units.memory(dearest.kb())
              + ", "
              + Units.percent(chosen.kb(), dearest.kb())
              + " of it.");
      found(chosen, dearest);
      if (!cheapest.equals(chosen)) {
        sentences.add(cheaper(cheapest));
      }
    }
    left(chosen, dearest);
  }

  private static String cheaper(Entry cheapest) {
    return "The cheapest, "
        + cheapest.scheme()
        + ", needs "
        + Units.memory(cheapest.kb())
        + (cheapest.of() > 0
            ? " and finds "
                + Units.count((long) cheapest.found())
                + " of "
                + Units.count((long) cheapest.of(), "case")
            : "")
        + ".";
  }

  private void found(Entry chosen, Entry dearest) {
    List<String> misses = Trees.texts(chartData, "misses." + chosen.scheme());
    String found =
        chosen.of() > 0
            ? "It finds "
                + Units.count((long) chosen.found())
                + " of the "
                + Units.count((long) chosen.of(), "case")
                + " with bugs that apply to it"
                + (!dearest.equals(chosen) && dearest.of() > 0
                    ? " ("
                        + dearest.scheme()
                        + ": "
                        + Units.count((long) dearest.found())
                        + " of "
                        + Units.count((long) dearest.of())
                        + ")"
                    : "")
            : "";
    String missed =
        misses.isEmpty() ? "" : "by design it misses bugs where " + String.join(", or ", misses);
    if (!found.isEmpty() || !missed.isEmpty()) {
      String sentence = found + (found.isEmpty() || missed.isEmpty() ? "" : "; ") + missed;
      sentences.add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".");
    }
  }

  private void left(Entry chosen, Entry dearest) {
    double total = Trees.number(tree, "input.memTotalKb");
    if (total > 0) {
      sentences.add(
          "Of the machine's "
              + Units.memory(total)
              + ", "
              + chosen.scheme()
              + " takes "
              + Units.percent(chosen.kb(), total)
              + (chosen.equals(dearest)
                  ? "."
                  : ", " + dearest.scheme() + " " + Units.percent(dearest.kb(), total) + "."));
    }
  }

  private void run() {
    List<Map<String, @Nullable Object>> swaps = Trees.maps(tree, "swaps");
    if (rows.isEmpty() || !rows.get(0).containsKey("fromOperation")) {
      return;
    }
    var needs = new ArrayList<String>();
    for (Map<String, @Nullable Object> row : rows) {
      double peak = Trees.number(row, "memory.totalPeakKb");
      needs.add(
          Trees.text(row, "scheme")
              + (Double.isNaN(peak) ? " was not measured" : " needed up to " + Units.memory(peak)));
    }
    sentences.add(
        String.join(", ", needs)
            + ", while "
            + Trees.text(tree, "input.name")
            + " ran "
            + Units.count((long) Trees.number(tree, "input.operations"), "operation")
            + ".");
    for (Map<String, @Nullable Object> swap : swaps) {
      sentences.add(swap(swap));
    }
    double findings = Trees.number(tree, "findingCount");
    if (findings >= 0) {
      sentences.add(
          findings == 0
              ? "Nothing was reported."
              : Units.count((long) findings, "finding") + " reported.");
    }
  }

  private static String swap(Map<String, @Nullable Object> swap) {
    String what =
        "At operation "
            + Units.count((long) Trees.number(swap, "atOperation"))
            + " "
            + Trees.text(swap, "to")
            + " took over from "
            + Trees.text(swap, "from");
    if (!Trees.text(swap, "status").equals("ok")) {
      return "The swap from "
          + Trees.text(swap, "from")
          + " to "
          + Trees.text(swap, "to")
          + " was not made: "
          + Trees.text(swap, "reason")
          + ".";
    }
    double checked = Trees.number(swap, "audit.checked");
    double wrong = Trees.number(swap, "audit.mismatches");
    return what
        + ": "
        + Units.memory(Trees.number(swap, "memoryBeforeKb"))
        + " before, "
        + Units.memory(Trees.number(swap, "memoryAfterKb"))
        + " after"
        + (checked >= 0
            ? "; of "
                + Units.count((long) checked)
                + " addresses audited "
                + (wrong == 0 ? "none" : Units.count((long) wrong))
                + " had a wrong verdict"
            : "")
        + ".";
  }

  private void boots() {
    if (rows.isEmpty() || !rows.get(0).containsKey("ramMib")) {
      return;
    }
    rows.stream()
        .map(row -> Trees.text(row, "ramMib"))
        .distinct()
        .forEach(
            ram -> {
              List<String> less =
                  rows.stream()
                      .filter(row -> Trees.text(row, "ramMib").equals(ram))
                      .filter(row -> Trees.number(row, "belowFloorKb") > 0)
                      .sorted(Comparator.comparingDouble(row -> Trees.number(row, "belowFloorKb")))
                      .map(
                          row ->
                              Units.memory(Trees.number(row, "belowFloorKb"))
                                  + " with "
                                  + Trees.text(row, "scheme"))
                      .toList();
              if (!less.isEmpty()) {
                sentences.add(
                    "With "
                        + Units.memory(Double.parseDouble(ram) * 1024)
                        + " of RAM, MemTotal is less than that of a kernel without KASAN by "
                        + String.join(", ", less)
                        + ".");
              }
            });
  }

  private void published() {
    long derived = 0;
    double most = -1;
    String where = "";
    long without = 0;
    for (Map<String, @Nullable Object> row : rows) {
      if (!row.containsKey("published")) {
        return;
      }
      double error = Math.abs(Trees.number(row, "errorPercent"));
      if (Double.isNaN(error)) {
        without++;
      } else if (!Trees.text(row, "basis").equals("calibrated")) {
        derived++;
        if (error > most) {
          most = error;
          where = Trees.text(row, "table") + ", " + Trees.text(row, "quantity");
        }
      }
    }
    if (derived > 0) {
      sentences.add(
          "Of "
              + Units.count(rows.size(), "published figure")
              + " the model derives "
              + derived
              + "; the largest error is "
              + Units.digits(most)
              + " % ("
              + where
              + ")."
              + (without > 0 ? " " + without + " were not modelled here." : ""));
    }
  }
}
