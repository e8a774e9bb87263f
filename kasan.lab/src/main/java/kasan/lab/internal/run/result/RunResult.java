// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.Swap;
import kasan.lab.internal.bill.ChartData;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What a run found out. Its status is 1 when something was reported, a swap was not made as asked,
 * or a scheme failed.
 *
 * @param verb that asked
 * @param status 0 or 1
 * @param tree for machines
 * @param sections for people
 * @param chartData for charts
 * @param findings what was reported
 */
public record RunResult(
    String verb,
    int status,
    Map<String, @Nullable Object> tree,
    List<Section> sections,
    Map<String, @Nullable Object> chartData,
    List<Finding> findings)
    implements Findings {
  /** Copies the outermost level. */
  public RunResult {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    sections = List.copyOf(sections);
    chartData = Collections.unmodifiableMap(new LinkedHashMap<>(chartData));
    findings = List.copyOf(findings);
  }

  /** The result of a run, or of what it has done so far. */
  public static RunResult of(RunFacts facts) {
    SchemeSlot slot = facts.slot();
    FindingLog log = facts.findings();
    boolean bad =
        log.count() > 0
            || slot.runKernel().outOfMemory()
            || slot.swaps().stream().anyMatch(swap -> swap.status() != Swap.Status.OK)
            || slot.incidents().stream().anyMatch(incident -> !incident.harmless());
    Map<String, @Nullable Object> tree = new RunTree(facts).tree();
    return new RunResult(
        "run",
        bad ? 1 : 0,
        tree,
        new RunSections(facts.name(), tree).all(),
        new ChartData().fragmentation(new long[0], slot.kernel().slabBlocksByPages()).asMap(),
        log.entries().stream().map(RunFinding::finding).toList());
  }

  /** What was reported, alone. */
  public static RunResult ofFindings(String run, FindingLog log) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("run", run);
    tree.put("findingCount", log.count());
    tree.put("rows", log.entries().stream().map(RunFinding::tree).toList());
    return new RunResult(
        "findings",
        log.count() > 0 ? 1 : 0,
        tree,
        RunSections.ofFindings(tree),
        Map.of(),
        log.entries().stream().map(RunFinding::finding).toList());
  }
}
