// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.lab.api.Settings;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.scheme.Entrant;
import kasan.suite.internal.play.Outcome;
import kasan.suite.internal.random.RandomRow;
import org.jspecify.annotations.Nullable;

/**
 * What came of a suite: rows and coverage for machines; for people the coverage, the matrix of
 * cases and schemes, and a line for each verdict that needs a reason.
 */
public final class SuiteResult implements Findings {
  private final List<Row> rows;
  private final List<Coverage> coverage;
  private final List<RandomRow> random;
  private final CheckedPlan plan;
  private final String mode;
  private final String version;

  /**
   * @param plan what was run
   * @param version of the laboratory
   * @param rows by case, then by scheme
   * @param random what came of random programs; empty where none were asked for
   */
  SuiteResult(CheckedPlan plan, String version, List<Row> rows, List<RandomRow> random) {
    this.plan = plan;
    this.version = version;
    this.rows = List.copyOf(rows);
    this.random = List.copyOf(random);
    this.coverage = Coverage.of(rows);
    this.mode = plan.mode().word();
  }

  @Override
  public String verb() {
    return "suite";
  }

  /**
   * 1 when a scheme that is ranked missed a bug of a case or reported falsely, or when a random
   * program brought a false report or a miss that its scheme does not name.
   */
  @Override
  public int status() {
    for (Row row : rows) {
      Outcome.Result result = row.outcome().result();
      if (row.contender() && (result == Outcome.Result.MISSED || result == Outcome.Result.FALSE)) {
        return 1;
      }
    }
    for (RandomRow row : random) {
      if (row.falseReports() > 0 || row.undocumented() > 0) {
        return 1;
      }
    }
    return 0;
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("settings", settings());
    tree.put("version", version);
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
    if (plan.ownCases()) {
      tree.put("findings", findingTrees());
    }
    if (!random.isEmpty()) {
      List<Object> randomTrees = new ArrayList<>();
      for (RandomRow row : random) {
        randomTrees.add(row.tree());
      }
      tree.put("random", randomTrees);
    }
    return Collections.unmodifiableMap(tree);
  }

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("mode", mode);
    settings.put("arch", plan.arch().name());
    settings.put("addressLayout", plan.arch().layout().name());
    settings.put("cases", plan.cases().size());
    settings.put("files", plan.ownCases() ? plan.files() : null);
    settings.put("randomPrograms", plan.randomPrograms());
    settings.put("seed", plan.seed());
    settings.put("suiteOptions", plan.options().asMap());
    Map<String, @Nullable Object> schemes = new LinkedHashMap<>();
    for (Entrant entrant : plan.entrants()) {
      schemes.put(entrant.name(), entrant.scheme().options().asMap());
    }
    settings.put("schemes", schemes);
    settings.put("from", origins());
    return settings;
  }

  private Map<String, @Nullable Object> origins() {
    var from = new LinkedHashMap<String, @Nullable Object>();
    Settings set = plan.settings();
    set.addOrigins(SuiteOptions.OWNER, plan.options().asMap().keySet(), from);
    for (Entrant entrant : plan.entrants()) {
      set.addOrigins(entrant.name(), entrant.scheme().options().asMap().keySet(), from);
    }
    return from;
  }

  private List<Object> findingTrees() {
    List<Object> trees = new ArrayList<>();
    for (Row row : rows) {
      for (Finding finding : row.findings()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("case", row.caseName());
        one.put("scheme", row.scheme());
        one.put("instrumentation", row.instrumentation());
        one.putAll(FindingTree.of(finding));
        trees.add(one);
      }
    }
    return trees;
  }

  @Override
  public List<Finding> findings() {
    return rows.stream().flatMap(row -> row.findings().stream()).toList();
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
    return SuiteSections.of(rows, coverage, random, mode);
  }
}
