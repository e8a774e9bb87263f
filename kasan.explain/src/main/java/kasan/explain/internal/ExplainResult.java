// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.explain.internal.log.ParsedReport;
import kasan.explain.internal.log.ReportParser.Log;
import kasan.explain.internal.words.Explanation;
import kasan.explain.internal.words.SchemeRules;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/** The reports of a log with their explanations. */
final class ExplainResult implements Findings {
  private final Path file;
  private final Log log;
  private final List<Explanation> explanations = new ArrayList<>();

  ExplainResult(Path file, Log log, SchemeRules rules) {
    this.file = file;
    this.log = log;
    for (ParsedReport report : log.reports()) {
      explanations.add(Explanation.of(report.finding(), rules));
    }
  }

  @Override
  public String verb() {
    return "explain";
  }

  @Override
  public List<Finding> findings() {
    return log.reports().stream().map(ParsedReport::finding).toList();
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    List<Object> reports = new ArrayList<>();
    for (int i = 0; i < explanations.size(); i++) {
      reports.add(tree(log.reports().get(i), explanations.get(i)));
    }
    List<Object> classes = new ArrayList<>();
    classCounts()
        .forEach(
            (bugClass, count) -> {
              Map<String, Object> part = new LinkedHashMap<>();
              part.put("bugClass", bugClass);
              part.put("count", count);
              classes.add(part);
            });
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("file", file.toString());
    tree.put("lines", log.lines());
    tree.put("cutLines", log.cutLines());
    tree.put("reports", reports);
    tree.put("moreReports", log.more());
    tree.put("classes", classes);
    return Collections.unmodifiableMap(tree);
  }

  private static Map<String, @Nullable Object> tree(ParsedReport report, Explanation explanation) {
    Map<String, @Nullable Object> finding = FindingTree.of(report.finding());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("line", report.line());
    tree.put("time", report.time().isEmpty() ? null : report.time());
    for (String key : List.of("bugClass", "function", "access", "size", "address", "object")) {
      tree.put(key, finding.get(key));
    }
    tree.putAll(explanation.tree());
    finding.forEach(tree::putIfAbsent);
    tree.put("cutShort", report.cutShort());
    tree.put("unreadLines", report.unreadLines());
    tree.put("unreadSamples", report.unreadSamples());
    return tree;
  }

  /** Most frequent first. */
  private Map<String, Integer> classCounts() {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    log.classes().entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  @Override
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    int count = explanations.size();
    for (int i = 0; i < count; i++) {
      ParsedReport report = log.reports().get(i);
      sections.add(
          new Section.Text(
              (count == 1 ? "" : (i + 1) + " of " + count + ": ") + title(report),
              lines(report, explanations.get(i))));
    }
    if (log.more() > 0) {
      sections.add(
          new Section.Text(
              "", List.of(log.more() + " more reports follow in the log, counted but not read.")));
    }
    if (count > 1) {
      sections.add(overview());
      sections.add(classes());
    }
    return sections;
  }

  private Section overview() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ParsedReport report : log.reports()) {
      Map<String, @Nullable Object> finding = FindingTree.of(report.finding());
      List<@Nullable Object> row = new ArrayList<>();
      row.add(report.line());
      for (String key : List.of("bugClass", "function", "access", "size", "address")) {
        row.add(finding.get(key));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new Section.Table(
        "All reports",
        List.of(
            new Section.Column("line", "line", ""),
            new Section.Column("bugClass", "class", ""),
            new Section.Column("function", "function", ""),
            new Section.Column("access", "access", ""),
            new Section.Column("size", "size", "bytes"),
            new Section.Column("address", "address", "")),
        rows);
  }

  private Section classes() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    classCounts().forEach((bugClass, number) -> rows.add(List.of(bugClass, number)));
    return new Section.Table(
        "Reports by class",
        List.of(
            new Section.Column("bugClass", "class", ""),
            new Section.Column("count", "reports", "")),
        rows);
  }

  private static String title(ParsedReport report) {
    Symbol function = report.finding().function();
    return report.finding().bugClass()
        + (function == null ? "" : " in " + function.name())
        + " (line "
        + report.line()
        + (report.time().isEmpty() ? "" : ", [" + report.time() + "]")
        + ")";
  }

  private static List<String> lines(ParsedReport report, Explanation explanation) {
    List<String> lines = new ArrayList<>(explanation.sentences());
    if (report.cutShort()) {
      lines.add("The log cuts this report short: what is not said here may have stood there.");
    }
    int unread = report.unreadLines();
    if (unread > 0) {
      lines.add(
          (unread == 1 ? "A line in between belongs" : unread + " lines in between belong")
              + " to no part of a report known here, such as: "
              + report.unreadSamples().get(0));
    }
    lines.addAll(explanation.schemes());
    return lines;
  }
}
