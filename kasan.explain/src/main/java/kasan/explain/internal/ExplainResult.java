// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Section;
import kasan.explain.internal.log.ParsedReport;
import kasan.explain.internal.log.ReportParser.Log;
import kasan.explain.internal.words.Explanation;
import kasan.explain.internal.words.Helpers;
import kasan.explain.internal.words.SchemeRules;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/** The reports of a log with their explanations. */
final class ExplainResult implements Findings {
  private static final int SHOWN_CHARS = 40;

  /** Reports that are put into words for people, who do not read more. */
  private static final int MAX_TEXTS = 1000;

  private final Path file;
  private final Log log;
  private final DebugInfo debug;
  private final Helpers helpers;
  private final SchemeRules rules;

  ExplainResult(Path file, Log log, DebugInfo debug, Helpers helpers, SchemeRules rules) {
    this.file = file;
    this.log = log;
    this.debug = debug;
    this.helpers = helpers;
    this.rules = rules;
  }

  /** The reports for machines, each made when it is asked for: all of them are large. */
  private final class Trees extends AbstractList<Object> {
    @Override
    public Object get(int index) {
      ParsedReport report = log.reports().get(index);
      return tree(report, explain(report));
    }

    @Override
    public int size() {
      return log.reports().size();
    }
  }

  private Explanation explain(ParsedReport report) {
    return Explanation.of(report.finding(), helpers, rules);
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
    tree.put("reports", new Trees());
    tree.put("moreReports", log.more());
    tree.put("mentions", log.mentions());
    tree.put("classes", classes);
    if (debug.isUsed()) {
      tree.put("debugInfo", debug.tree());
    }
    return Collections.unmodifiableMap(tree);
  }

  private Map<String, @Nullable Object> tree(ParsedReport report, Explanation explanation) {
    Map<String, @Nullable Object> finding = FindingTree.of(report.finding());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("line", report.line());
    tree.put("time", report.time().isEmpty() ? null : report.time());
    for (String key : List.of("bugClass", "function", "access", "size", "address", "object")) {
      tree.put(key, finding.get(key));
    }
    tree.put("function", function(report));
    tree.putAll(explanation.tree());
    finding.forEach(tree::putIfAbsent);
    tree.put("info", info(finding.get("info")));
    if (debug.isUsed()) {
      tree.put("member", debug.member(report.finding()));
    }
    tree.put("inlined", report.inlined());
    tree.put("cutShort", report.cutShort());
    tree.put("titleOnly", report.titleOnly());
    tree.put("unreadLines", report.unreadLines());
    tree.put("unreadSamples", report.unreadSamples());
    tree.put("leftOutLines", report.leftOut());
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
    int count = log.reports().size();
    for (int i = 0; i < Math.min(count, MAX_TEXTS); i++) {
      ParsedReport report = log.reports().get(i);
      sections.add(
          new Section.Text(
              (count == 1 ? "" : (i + 1) + " of " + count + ": ") + title(report),
              lines(report, explain(report))));
    }
    if (count > MAX_TEXTS) {
      sections.add(
          new Section.Text(
              "",
              List.of(
                  (count - MAX_TEXTS)
                      + " more are in the table below, and in full in JSON; --group puts equal ones"
                      + " together.")));
    }
    if (debug.isUsed()) {
      sections.add(new Section.Text("", List.of(debug.summary())));
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

  @Override
  public Section.Table table() {
    return overview();
  }

  private Section.Table overview() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ParsedReport report : log.reports()) {
      Finding finding = report.finding();
      Access access = finding.access();
      List<@Nullable Object> row = new ArrayList<>();
      row.add(report.line());
      row.add(finding.bugClass());
      row.add(function(report));
      row.add(access == null ? null : access.kind().name().toLowerCase(Locale.ROOT));
      row.add(access == null || access.size() == 0 ? null : unsigned(access.size()));
      row.add(FindingTree.address(finding.address()));
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

  private static Object unsigned(long value) {
    return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
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

  /** Taint flags without the blanks of those that are not set at the end. */
  private static @Nullable Object info(@Nullable Object info) {
    if (!(info instanceof Map<?, ?> known) || !(known.get("taint") instanceof String taint)) {
      return info;
    }
    Map<Object, @Nullable Object> tree = new LinkedHashMap<>(known);
    tree.put("taint", Taint.flags(taint));
    tree.put("taintMark", Taint.mark(taint));
    return tree;
  }

  private @Nullable String function(ParsedReport report) {
    Symbol guilty =
        report.titleOnly() ? report.finding().function() : helpers.guilty(report.finding());
    return guilty == null ? null : Helpers.plainName(guilty);
  }

  private String title(ParsedReport report) {
    String function = function(report);
    return report.finding().bugClass()
        + (function == null ? "" : " in " + function)
        + " (line "
        + report.line()
        + (report.time().isEmpty() ? "" : ", [" + report.time() + "]")
        + ")";
  }

  private List<String> lines(ParsedReport report, Explanation explanation) {
    List<String> lines = new ArrayList<>(explanation.sentences());
    String places = debug.places(report.finding(), helpers);
    if (places != null) {
      lines.add(places);
    }
    String member = debug.sentence(report.finding());
    if (member != null) {
      lines.add(member);
    }
    if (!report.nextLine().isEmpty()) {
      lines.add(
          "Only its title was understood: what is in front of the lines behind it is not known, they"
              + " start with '"
              + start(report.nextLine())
              + "'.");
    } else if (report.cutShort()) {
      lines.add("The log cuts this report short: what is not said here may have stood there.");
    }
    int unread = report.unreadLines();
    if (unread > 0) {
      lines.add(
          (unread == 1 ? "A line in between belongs" : unread + " lines in between belong")
              + " to no part of a report known here, such as: "
              + report.unreadSamples().get(0));
    }
    if (report.leftOut() > 0) {
      lines.add(
          report.leftOut()
              + " lines of its stacks and dumps are left out: no kernel prints so many.");
    }
    lines.addAll(explanation.schemes());
    return lines;
  }

  private static String start(String line) {
    return line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) + "..." : line;
  }
}
