// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Curve;
import kasan.api.report.Section.Series;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import kasan.lab.internal.bill.FidelityTree;
import kasan.lab.internal.bill.MachineLine;
import kasan.lab.internal.bill.Trees;
import org.jspecify.annotations.Nullable;

/** A comparison as people read it, made from its tree and nothing else. */
final class CompareSections {
  private static final String KB = "kB";

  private static final Column SCHEME = new Column("scheme", "scheme", "");

  private static final List<Column> MEMORY =
      List.of(
          new Column("memory.staticKb", "static", KB),
          new Column("memory.tablesKb", "page tables", KB),
          new Column("memory.imageKb", "image", KB),
          new Column("memory.stacksKb", "stacks", KB),
          new Column("memory.vmallocKb", "vmalloc", KB),
          new Column("memory.onDemandStartKb", "on-demand start", KB),
          new Column("memory.onDemandPeakKb", "on-demand peak", KB),
          new Column("memory.onDemandEndKb", "on-demand end", KB),
          new Column("memory.totalPeakKb", "total peak", KB),
          new Column("memory.netAvailableKb", "left of MemTotal", KB));

  private static final List<Column> LAYOUT =
      List.of(
          new Column("memory.redzonesKb", "redzones", KB),
          new Column("memory.metadataKb", "metadata", KB),
          new Column("memory.quarantineKb", "quarantine", KB),
          new Column("memory.stackDoublingKb", "doubled stacks", KB),
          new Column("memory.layoutPeakKb", "layout peak", KB),
          new Column("memory.totalPeakKb", "shadow peak", KB),
          new Column("memory.netAvailableKb", "left of MemTotal", KB));

  private static final List<Column> MAPPING =
      List.of(
          new Column("blocks.atStart", "at start", ""),
          new Column("blocks.peak", "at peak", ""),
          new Column("blocks.atEnd", "at end", ""),
          new Column("work.maps", "maps", ""),
          new Column("work.unmaps", "unmaps", ""),
          new Column("work.unmapsCancelled", "unmaps cancelled", ""),
          new Column("work.localFlushes", "local flushes", ""),
          new Column("work.globalFlushes", "global flushes", ""),
          new Column("work.remoteFlushes", "remote flushes", ""));

  private static final List<Column> WORK =
      List.of(
          new Column("work.shadowStores", "shadow stores", ""),
          new Column("work.shadowStoreBytes", "shadow stored", "bytes"),
          new Column("work.tableWrites", "table writes", ""),
          new Column("work.framesTaken", "frames taken", ""),
          new Column("work.framesGiven", "frames given", ""),
          new Column("work.modelledCost", "modelled cost", "instructions"),
          new Column("build.modelledCost", "cost of building", "instructions"));

  private final Map<String, @Nullable Object> tree;
  private final List<Map<String, @Nullable Object>> rows;

  CompareSections(Map<String, @Nullable Object> tree) {
    this.tree = tree;
    this.rows = Trees.maps(tree, "rows");
  }

  List<Section> all() {
    var sections = new ArrayList<Section>();
    sections.add(new Text("", input()));
    sections.add(memory());
    if (relaid()) {
      sections.add(table("Bill of a KASAN kernel: its layout, and the shadow", LAYOUT));
    }
    Table detection = Detection.table(rows);
    if (detection != null) {
      sections.add(detection);
    }
    List<String> reasons = reasons();
    if (!reasons.isEmpty()) {
      sections.add(new Text("Not measured", reasons));
    }
    sections.add(
        table(
            "Blocks with shadow of their own, and what that took while the recording ran",
            MAPPING));
    sections.add(table("Work while the recording ran", WORK));
    sections.add(timeline());
    sections.add(new Text(relaid() ? "Placement" : "Fidelity of the replay", fidelity()));
    sections.add(new Text("Notes", lines(tree.get("warnings"))));
    return sections;
  }

  private boolean relaid() {
    return tree.get("layout") != null;
  }

  private List<String> input() {
    var lines = new ArrayList<String>();
    Map<String, @Nullable Object> input = Trees.map(tree, "input");
    Map<String, @Nullable Object> settings = Trees.map(tree, "settings");
    lines.add(
        input.get("name")
            + ": "
            + input.get("kind")
            + ", "
            + Trees.words(input.get("events"))
            + (Long.valueOf(1).equals(input.get("events")) ? " event in " : " events in ")
            + shortSeconds(input.get("seconds"))
            + " s, "
            + (input.get("lostEvents") == null
                ? "losses not told"
                : Trees.words(input.get("lostEvents")) + " lost"));
    lines.add(MachineLine.of(tree) + ", placement " + settings.get("layout"));
    lines.add(
        "pages of unknown use "
            + Trees.words(input.get("unknownPages"))
            + ", not managed "
            + Trees.words(input.get("unmanagedPages"))
            + "; frees implied "
            + Trees.words(input.get("impliedFrees"))
            + ", of unknown origin "
            + Trees.words(input.get("unknownFrees"))
            + "; blocks with a slab page before the trace "
            + Trees.words(rows.isEmpty() ? null : Trees.at(rows.get(0), "blocks.slabAtStart")));
    return lines;
  }

  private Table memory() {
    var columns = new ArrayList<Column>();
    columns.add(SCHEME);
    columns.addAll(MEMORY);
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<String, @Nullable Object> row : rows) {
      List<@Nullable Object> line = Trees.cells(columns, row);
      line.add(line.size() - 1, percent(Trees.at(row, "memory.totalPeakKb")));
      cells.add(line);
    }
    columns.add(columns.size() - 1, new Column("peakPercent", "MemTotal", "%"));
    return new Table("Memory of the shadow", columns, cells);
  }

  private @Nullable BigDecimal percent(@Nullable Object kb) {
    if (kb instanceof Long part && Trees.at(tree, "input.memTotalKb") instanceof Long whole) {
      return BigDecimal.valueOf(100 * part)
          .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN);
    }
    return null;
  }

  private Table table(String title, List<Column> values) {
    var columns = new ArrayList<Column>();
    columns.add(SCHEME);
    columns.addAll(values);
    return Trees.table(
        title,
        columns,
        rows.stream().filter(row -> Measured.OK.equals(row.get("status"))).toList());
  }

  private List<String> reasons() {
    var reasons = new ArrayList<String>();
    for (Map<String, @Nullable Object> row : rows) {
      if (row.get("reason") != null) {
        reasons.add(row.get("scheme") + ", " + row.get("status") + ": " + row.get("reason"));
      }
    }
    return reasons;
  }

  private Series timeline() {
    List<Map<String, @Nullable Object>> points = Trees.maps(tree, "timeline");
    double[] axis = new double[points.size()];
    var names = new ArrayList<String>();
    for (String key : points.isEmpty() ? Set.<String>of() : points.get(0).keySet()) {
      if (!key.equals("t")) {
        names.add(key);
      }
    }
    var curves = new ArrayList<Curve>();
    for (String name : names) {
      double[] values = new double[points.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(points.get(i).get(name));
      }
      curves.add(new Curve(name, values));
    }
    for (int i = 0; i < axis.length; i++) {
      axis[i] = number(points.get(i).get("t"));
    }
    return new Series("Total memory of the shadow over time", "s", axis, KB, curves);
  }

  private List<String> fidelity() {
    if (relaid()) {
      return layout(Trees.map(tree, "layout"));
    }
    Map<String, @Nullable Object> fidelity = Trees.map(tree, "fidelity");
    if (fidelity.isEmpty()) {
      return List.of("not known: the recording has no page flags from before and after the trace");
    }
    return FidelityTree.lines(fidelity);
  }

  private static List<String> layout(Map<String, @Nullable Object> layout) {
    return List.of(
        "placed again, so no page can be compared with the recorded machine's: slab "
            + Trees.words(layout.get("slabStartKb"))
            + " kB at the start, "
            + Trees.words(layout.get("slabPeakKb"))
            + " kB when the layout cost most",
        Trees.words(layout.get("standInObjects"))
            + " objects stand in for those from before the trace");
  }

  private static List<String> lines(@Nullable Object list) {
    var lines = new ArrayList<String>();
    if (list instanceof List<?> all) {
      for (Object line : all) {
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static String shortSeconds(@Nullable Object seconds) {
    if (!(seconds instanceof BigDecimal exact)) {
      return "-";
    }
    int scale = exact.compareTo(BigDecimal.ONE) < 0 ? 6 : 1;
    return exact.setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
