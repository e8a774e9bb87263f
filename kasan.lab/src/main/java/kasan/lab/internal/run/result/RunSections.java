// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.lab.internal.bill.BrokenEntries;
import kasan.lab.internal.bill.FidelityTree;
import kasan.lab.internal.bill.MachineLine;
import kasan.lab.internal.bill.Trees;
import org.jspecify.annotations.Nullable;

/** What people read of a run, made from the tree that machines read. */
final class RunSections {
  private static final long WHOLE = 100;

  private static final int FINDINGS_SHOWN = 20;

  private final String name;
  private final Map<String, @Nullable Object> tree;

  RunSections(String name, Map<String, @Nullable Object> tree) {
    this.name = name;
    this.tree = tree;
  }

  List<Section> all() {
    var sections = new ArrayList<Section>();
    sections.add(new Section.Text("", head()));
    if (!Trees.maps(tree, "swaps").isEmpty()) {
      sections.add(swaps("Swaps", Trees.maps(tree, "swaps")));
    }
    sections.add(memory());
    if (tree.get("slab") != null) {
      sections.add(SlabSections.slab(Trees.map(tree, "slab")));
    }
    if (!Trees.maps(tree, "caches").isEmpty()) {
      sections.add(SlabSections.caches(Trees.maps(tree, "caches")));
    }
    sections.add(work());
    if (tree.get("layout") != null) {
      sections.add(new Section.Text("Layout of a KASAN kernel, when it cost most", layout()));
    }
    Map<String, @Nullable Object> fidelity = Trees.map(tree, "fidelity");
    if (!fidelity.isEmpty()) {
      sections.add(new Section.Text("The model beside the machine", FidelityTree.lines(fidelity)));
    }
    List<String> said = reasons();
    if (!said.isEmpty()) {
      sections.add(new Section.Text("Of note", said));
    }
    Map<String, @Nullable Object> findings = new LinkedHashMap<>();
    findings.put("rows", Trees.maps(tree, "findings"));
    findings.put("findingCount", tree.get("findingCount"));
    sections.addAll(ofFindings(findings));
    return sections;
  }

  private List<String> head() {
    Map<String, @Nullable Object> input = Trees.map(tree, "input");
    Map<String, @Nullable Object> settings = Trees.map(tree, "settings");
    var lines = new ArrayList<String>();
    lines.add(
        name
            + ": "
            + ("live".equals(input.get("kind"))
                ? "this machine, live"
                : input.get("kind") + " " + input.get("name"))
            + ", "
            + Trees.words(input.get("operations"))
            + " operations"
            + (input.get("operationsInAll") == null
                ? ""
                : " of " + Trees.words(input.get("operationsInAll")))
            + ("ended".equals(input.get("state")) ? "" : ", " + input.get("state"))
            + ("workload".equals(input.get("kind")) ? "" : lost(input.get("lostEvents"))));
    Object instrumentation = settings.get("instrumentation");
    lines.add(
        MachineLine.of(tree)
            + ", layout "
            + settings.get("layout")
            + ("".equals(instrumentation) ? "" : ", instrumentation " + instrumentation)
            + ", seed "
            + settings.get("seed"));
    Map<String, @Nullable Object> aged = Trees.map(settings, "aged");
    if (!aged.isEmpty()) {
      lines.add(
          "memory began as fragmented as when "
              + aged.get("recording")
              + " was recorded: "
              + Trees.words(aged.get("pageBlocks"))
              + " page blocks with memory of the kernel, "
              + Trees.words(aged.get("slabPages"))
              + " pages of slab and "
              + Trees.words(aged.get("freePages"))
              + " free ones in them"
              + (Long.valueOf(WHOLE).equals(aged.get("percentOfRam"))
                  ? ""
                  : ", and here " + aged.get("percentOfRam") + " % of that, as of RAM")
              + "; --aged none begins as after boot");
    }
    return lines;
  }

  private static String lost(@Nullable Object events) {
    return events == null ? "" : "; " + Trees.words(events) + " events lost";
  }

  private List<String> layout() {
    Map<String, @Nullable Object> layout = Trees.map(tree, "layout");
    return List.of(
        "redzones "
            + Trees.words(layout.get("redzonesKb"))
            + " kB, metadata "
            + Trees.words(layout.get("metadataKb"))
            + " kB, quarantine "
            + Trees.words(layout.get("quarantineKb"))
            + " kB (it may hold "
            + Trees.words(layout.get("quarantineLimitKb"))
            + " kB), doubled stacks "
            + Trees.words(layout.get("stackDoublingKb"))
            + " kB",
        "slab "
            + Trees.words(layout.get("slabStartKb"))
            + " kB at the start, "
            + Trees.words(layout.get("slabPeakKb"))
            + " kB then; "
            + Trees.words(layout.get("standInObjects"))
            + " objects stand in for those from before the trace");
  }

  private List<String> reasons() {
    var lines = new ArrayList<String>();
    for (Map<String, @Nullable Object> swap : Trees.maps(tree, "swaps")) {
      if (swap.get("reason") != null) {
        lines.add(
            "swap to " + swap.get("to") + " " + swap.get("status") + ": " + swap.get("reason"));
      }
    }
    for (Map<String, @Nullable Object> row : Trees.maps(tree, "rows")) {
      if (row.get("brokenEntries") instanceof Long entries && entries > 0) {
        lines.add(
            BrokenEntries.inWords(
                String.valueOf(row.get("scheme")),
                String.valueOf(Trees.map(tree, "settings").get("arch")),
                entries));
      }
    }
    for (Map<String, @Nullable Object> incident : Trees.maps(tree, "incidents")) {
      lines.add(
          "operation "
              + Trees.words(incident.get("atOperation"))
              + ": scheme '"
              + incident.get("scheme")
              + "' "
              + incident.get("what")
              + ": "
              + incident.get("reason"));
    }
    if (tree.get("notes") instanceof List<?> notes) {
      notes.forEach(note -> lines.add(String.valueOf(note)));
    }
    if (Boolean.TRUE.equals(tree.get("outOfMemory"))) {
      lines.add("the kernel ran out of memory; the run ended there");
    }
    if (Boolean.TRUE.equals(tree.get("nondeterministic"))) {
      lines.add("nondeterministic: a scheme hung, so another run may end otherwise");
    }
    return lines;
  }

  static List<Section> ofSwap(String run, Map<String, @Nullable Object> row) {
    var sections = new ArrayList<Section>();
    sections.add(swaps("", List.of(row)));
    if (row.get("reason") != null) {
      sections.add(
          new Section.Text("", List.of(run + ": " + row.get("status") + ": " + row.get("reason"))));
    }
    return sections;
  }

  private static Section swaps(String title, List<Map<String, @Nullable Object>> rows) {
    var columns =
        new ArrayList<>(
            List.of(
                new Column("atOperation", "at operation", ""),
                new Column("from", "from", ""),
                new Column("to", "to", ""),
                new Column("status", "status", ""),
                new Column("framesBuilt", "frames built", ""),
                new Column("framesReturned", "returned", ""),
                new Column("memoryBeforeKb", "before", "kB"),
                new Column("peakKb", "both", "kB"),
                new Column("memoryAfterKb", "after", "kB"),
                new Column("modelledCost", "modelled cost", ""),
                new Column("checked", "audited", ""),
                new Column("mismatches", "wrong", ""),
                new Column("unknown", "unknown", "")));
    if (rows.get(0).containsKey("pauseMicros")) {
      columns.add(new Column("pauseMicros", "pause", "us"));
    }
    return table(title, columns, rows, "audit");
  }

  private Section memory() {
    return table(
        "Memory of each shadow that stood, kB",
        List.of(
            new Column("scheme", "scheme", ""),
            new Column("status", "status", ""),
            new Column("fromOperation", "from operation", ""),
            new Column("toOperation", "to", ""),
            new Column("staticKb", "static", ""),
            new Column("tablesKb", "tables", ""),
            new Column("imageKb", "image", ""),
            new Column("stacksKb", "stacks", ""),
            new Column("vmallocKb", "vmalloc", ""),
            new Column("onDemandPeakKb", "on-demand peak", ""),
            new Column("totalStartKb", "total start", ""),
            new Column("totalPeakKb", "peak", ""),
            new Column("totalEndKb", "end", "")),
        Trees.maps(tree, "rows"),
        "memory",
        "verdicts");
  }

  private Section work() {
    return table(
        "Work of each, without building it",
        List.of(
            new Column("scheme", "scheme", ""),
            new Column("maps", "maps", ""),
            new Column("unmaps", "unmaps", ""),
            new Column("localFlushes", "local flushes", ""),
            new Column("globalFlushes", "global", ""),
            new Column("shadowStores", "shadow stores", ""),
            new Column("shadowLoads", "shadow loads", ""),
            new Column("rechecks", "rechecks", ""),
            new Column("modelledCost", "modelled cost", ""),
            new Column("found", "found", ""),
            new Column("missed", "missed", ""),
            new Column("falseReports", "false", "")),
        Trees.maps(tree, "rows"),
        "work",
        "verdicts");
  }

  /** A table of rows, each with what its parts hold. */
  private static Section table(
      String title,
      List<Column> columns,
      List<Map<String, @Nullable Object>> rows,
      String... parts) {
    List<Map<String, @Nullable Object>> flat = new ArrayList<>();
    for (Map<String, @Nullable Object> row : rows) {
      Map<String, @Nullable Object> all = new LinkedHashMap<>(row);
      for (String part : parts) {
        all.putAll(Trees.map(row, part));
      }
      flat.add(all);
    }
    return Trees.table(title, columns, flat);
  }

  /** The first findings, a few lines each. */
  static List<Section> ofFindings(Map<String, @Nullable Object> tree) {
    List<Map<String, @Nullable Object>> rows = Trees.maps(tree, "rows");
    if (rows.isEmpty()) {
      return List.of(new Section.Text("", List.of("no findings")));
    }
    var lines = new ArrayList<String>();
    for (Map<String, @Nullable Object> row :
        rows.subList(0, Math.min(FINDINGS_SHOWN, rows.size()))) {
      lines.addAll(FindingLines.of(row));
    }
    Object count = tree.getOrDefault("findingCount", (long) rows.size());
    String title =
        rows.size() > FINDINGS_SHOWN
            ? "Findings, the first " + FINDINGS_SHOWN + " of " + Trees.words(count)
            : "Findings";
    lines.add("'--format linux' prints them as Linux does, with the shadow around them");
    return List.of(new Section.Text(title, lines));
  }

  /** What lies at addresses. */
  static List<Section> ofPlaces(
      String title, List<Map<String, @Nullable Object>> rows, boolean belongs) {
    var columns =
        new ArrayList<>(
            List.of(
                new Column("address", "address", ""),
                new Column("region", "region", ""),
                new Column("page", "page", ""),
                new Column("scheme", "scheme", ""),
                new Column("shadow", "shadow", ""),
                new Column("meaning", "meaning", ""),
                new Column("truth", "truth", "")));
    if (belongs) {
      columns.add(new Column("belongsTo", "belongs to", ""));
    }
    return List.of(Trees.table(title, columns, rows));
  }

  /** Rows with the same keys, as a table. */
  static List<Section> ofRows(String title, List<Map<String, @Nullable Object>> rows) {
    var columns = new ArrayList<Column>();
    rows.get(0).keySet().forEach(key -> columns.add(new Column(key, key, "")));
    var cells = new ArrayList<List<@Nullable Object>>();
    rows.forEach(row -> cells.add(new ArrayList<>(row.values())));
    return List.of(new Section.Table(title, columns, cells));
  }
}
