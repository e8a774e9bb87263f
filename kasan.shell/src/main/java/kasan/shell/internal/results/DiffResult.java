// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;

/** What differs between two results: the tree for machines; {@link DiffSections} for people. */
record DiffResult(Difference difference) implements Result {
  @Override
  public String verb() {
    return "diff";
  }

  @Override
  public int status() {
    return difference.passes() ? 1 : 0;
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("a", tree(difference.a()));
    tree.put("b", tree(difference.b()));
    tree.put("thresholdPercent", difference.threshold());
    tree.put("sameVerb", difference.sameVerb());
    tree.put("sameVersion", difference.sameVersion());
    tree.put("sameInput", difference.sameInput());
    tree.put("differs", difference.differs());
    tree.put("passes", difference.passes());
    tree.put("settingsThatDiffer", difference.settings().stream().map(DiffResult::words).toList());
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Part part : difference.listed()) {
      part.changes().forEach(change -> rows.add(row(part, change)));
      part.onlyInA().forEach(row -> rows.add(row(part, row, "a")));
      part.onlyInB().forEach(row -> rows.add(row(part, row, "b")));
    }
    tree.put("rows", rows);
    var parts = new ArrayList<Map<String, @Nullable Object>>();
    difference.listed().forEach(part -> parts.add(tree(part)));
    difference.others().forEach(part -> parts.add(tree(part)));
    tree.put("parts", parts);
    return tree;
  }

  private static Map<String, @Nullable Object> tree(KeptResult kept) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("file", kept.file());
    tree.put("verb", kept.verb());
    tree.put("version", kept.version().isEmpty() ? null : kept.version());
    tree.put("input", kept.input().isEmpty() ? null : kept.input());
    tree.put("status", (long) kept.result().status());
    return tree;
  }

  private static Map<String, @Nullable Object> words(Change change) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("setting", change.value());
    tree.put("a", change.a());
    tree.put("b", change.b());
    return tree;
  }

  private Map<String, @Nullable Object> row(Part part, Change change) {
    BigDecimal threshold = difference.threshold();
    Map<String, @Nullable Object> tree = row(part, change.row(), "both");
    tree.put("value", change.value());
    tree.put("a", change.a());
    tree.put("b", change.b());
    tree.put("change", change.absolute());
    tree.put("percent", change.percent());
    tree.put("passes", threshold == null ? null : change.passes(threshold));
    return tree;
  }

  /**
   * @param in which of the results has the row
   */
  private Map<String, @Nullable Object> row(Part part, String row, String in) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("part", part.name());
    tree.put("row", row);
    tree.put("in", in);
    for (String figure : List.of("value", "a", "b", "change", "percent")) {
      tree.put(figure, null);
    }
    tree.put("passes", difference.threshold() == null ? null : true);
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Part part) {
    Change largest = part.largest();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("part", part.name());
    tree.put("rowsOfBoth", (long) part.rows());
    tree.put("values", (long) part.values());
    tree.put("valuesThatDiffer", (long) part.changes().size());
    tree.put("largestPercent", largest == null ? null : largest.percent());
    tree.put("onlyInA", part.onlyInA());
    tree.put("onlyInB", part.onlyInB());
    return tree;
  }

  @Override
  public List<Section> sections() {
    return new DiffSections(difference).all();
  }
}
