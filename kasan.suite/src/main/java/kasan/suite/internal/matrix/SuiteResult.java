// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.suite.internal.play.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What came of a suite: rows and coverage for machines; for people the coverage, the matrix of
 * cases and schemes, and a line for each verdict that wants a reason.
 */
public final class SuiteResult implements Result {
  private final List<Row> rows;
  private final List<Coverage> coverage;
  private final String mode;

  /**
   * @param rows by case, then by scheme
   * @param mode of KASAN
   */
  public SuiteResult(List<Row> rows, String mode) {
    this.rows = List.copyOf(rows);
    this.coverage = Coverage.of(rows);
    this.mode = mode;
  }

  @Override
  public String verb() {
    return "suite";
  }

  /** 1 when a scheme that is ranked missed a bug or reported falsely. */
  @Override
  public int status() {
    for (Row row : rows) {
      Outcome.Result result = row.outcome().result();
      if (row.contender() && (result == Outcome.Result.MISSED || result == Outcome.Result.FALSE)) {
        return 1;
      }
    }
    return 0;
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    List<Object> rowTrees = new ArrayList<>();
    for (Row row : rows) {
      rowTrees.add(tree(row));
    }
    tree.put("rows", rowTrees);
    List<Object> coverageTrees = new ArrayList<>();
    for (Coverage each : coverage) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("scheme", each.scheme());
      one.put("instrumentation", each.instrumentation());
      one.put("found", each.found());
      one.put("of", each.of());
      coverageTrees.add(one);
    }
    tree.put("coverage", coverageTrees);
    return Collections.unmodifiableMap(tree);
  }

  private Map<String, @Nullable Object> tree(Row row) {
    Map<String, @Nullable Object> one = new LinkedHashMap<>();
    one.put("case", row.caseName());
    one.put("family", row.family());
    one.put("scheme", row.scheme());
    one.put("instrumentation", row.instrumentation());
    one.put("mode", mode);
    one.put("result", row.outcome().result().word());
    one.put("bugClass", row.outcome().bugClass());
    one.put("reason", row.outcome().reason());
    return one;
  }

  @Override
  public List<Section> sections() {
    return SuiteSections.of(rows, coverage, mode);
  }
}
