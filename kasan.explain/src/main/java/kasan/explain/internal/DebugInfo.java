// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.explain.internal.log.ParsedReport;
import kasan.explain.internal.symbols.Images;
import kasan.explain.internal.symbols.Members;
import kasan.explain.internal.symbols.Sources;
import kasan.explain.internal.words.Helpers;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/** What the image of the kernel adds to the reports of a log. */
final class DebugInfo {
  /** Nothing was asked for. */
  static final DebugInfo NONE = new DebugInfo(List.of(), null, null);

  private static final int SHOWN_PLACES = 6;

  private final List<ParsedReport> reports;
  private final @Nullable Sources sources;
  private final @Nullable Members members;

  private DebugInfo(
      List<ParsedReport> reports, @Nullable Sources sources, @Nullable Members members) {
    this.reports = reports;
    this.sources = sources;
    this.members = members;
  }

  /**
   * Looks up what some reports name.
   *
   * @throws kasan.api.BadInputException when a file cannot be used
   */
  static DebugInfo of(List<ParsedReport> reports, @Nullable Path vmlinux, @Nullable Path modules)
      throws IOException {
    List<Finding> findings = reports.stream().map(ParsedReport::finding).toList();
    Sources sources;
    Members members = new Members();
    try (Images images = new Images(vmlinux, modules)) {
      sources = new Sources(images);
      sources.lookUp(findings);
      members.lookUp(images, findings);
    }
    List<ParsedReport> applied = new ArrayList<>();
    for (ParsedReport report : reports) {
      applied.add(report.with(sources.applied(report.finding())));
    }
    return new DebugInfo(applied, sources, members);
  }

  boolean isUsed() {
    return sources != null;
  }

  /** The reports with what was found. */
  List<ParsedReport> reports() {
    return reports;
  }

  /** How much was found, for people. */
  String summary() {
    if (sources == null) {
      return "";
    }
    int all = sources.found() + sources.missing();
    String without =
        sources.withoutDebug().isEmpty()
            ? ""
            : " No debug information is in " + String.join(", ", sources.withoutDebug()) + ".";
    return sources.found()
        + " of "
        + all
        + " places in code have their file and line from the debug information"
        + (sources.missing() == 0
            ? "."
            : "; the others are in no file given, or in a function of another size there.")
        + without;
  }

  /** The same for machines. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("found", sources == null ? 0 : sources.found());
    tree.put("missing", sources == null ? 0 : sources.missing());
    return tree;
  }

  /** The member of the object that was accessed; null where it is not known. */
  @Nullable Map<String, Object> member(Finding finding) {
    Members.Member member = members == null ? null : members.of(finding);
    if (member == null) {
      return null;
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("structure", member.structure());
    tree.put("name", member.name());
    tree.put("offset", member.offset());
    return tree;
  }

  /** Where the innermost functions stand that are no internals; null where nothing was found. */
  @Nullable String places(Finding finding, Helpers helpers) {
    List<String> places = new ArrayList<>();
    for (Symbol symbol : helpers.top(finding.callTrace(), finding.function(), SHOWN_PLACES)) {
      if (!symbol.source().isEmpty()) {
        places.add(symbol.name() + " (" + symbol.source().replace(" [inline]", ", inlined") + ")");
      }
    }
    return sources == null || places.isEmpty()
        ? null
        : "In the source: " + String.join(", called by ", places) + ".";
  }

  /** The member in words. */
  @Nullable String sentence(Finding finding) {
    Members.Member member = members == null ? null : members.of(finding);
    return member == null
        ? null
        : "In struct "
            + member.structure()
            + " that is "
            + (member.offset() == 0 ? "" : "byte " + member.offset() + " of ")
            + "the member "
            + (member.name().isEmpty() ? "without a name" : member.name())
            + ".";
  }
}
