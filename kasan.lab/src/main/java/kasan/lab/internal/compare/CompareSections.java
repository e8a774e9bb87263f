// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Curve;
import kasan.api.report.Section.Series;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import org.jspecify.annotations.Nullable;

/** A comparison as people read it, made from its tree and nothing else. */
final class CompareSections {
  private static final String KB = "kB";

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
  private final List<Map<?, ?>> rows = new ArrayList<>();

  CompareSections(Map<String, @Nullable Object> tree) {
    this.tree = tree;
    if (tree.get("rows") instanceof List<?> list) {
      for (Object row : list) {
        if (row instanceof Map<?, ?> map) {
          rows.add(map);
        }
      }
    }
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
    Map<?, ?> input = map(tree.get("input"));
    Map<?, ?> settings = map(tree.get("settings"));
    lines.add(
        input.get("name")
            + ": "
            + input.get("kind")
            + ", "
            + count(input.get("events"))
            + " events in "
            + shortSeconds(input.get("seconds"))
            + " s, "
            + (input.get("lostEvents") == null ? "losses not told" : lost(input)));
    lines.add(
        input.get("cpus")
            + " CPUs, RAM "
            + count(input.get("ramKb"))
            + " kB, MemTotal "
            + count(input.get("memTotalKb"))
            + " kB; "
            + settings.get("arch")
            + " "
            + settings.get("addressLayout")
            + ", placement "
            + settings.get("layout"));
    lines.add(
        "pages of unknown use "
            + count(input.get("unknownPages"))
            + ", not managed "
            + count(input.get("unmanagedPages"))
            + "; frees implied "
            + count(input.get("impliedFrees"))
            + ", of unknown origin "
            + count(input.get("unknownFrees"))
            + "; blocks with a slab page before the trace "
            + count(rows.isEmpty() ? null : at(rows.get(0), "blocks.slabAtStart")));
    return lines;
  }

  private static String lost(Map<?, ?> input) {
    return count(input.get("lostEvents")) + " lost";
  }

  private Table memory() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("scheme", "scheme", ""));
    columns.addAll(MEMORY);
    columns.add(columns.size() - 1, new Column("peakPercent", "MemTotal", "%"));
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<?, ?> row : rows) {
      List<@Nullable Object> line = line(row, MEMORY);
      line.add(line.size() - 1, percent(at(row, "memory.totalPeakKb")));
      cells.add(line);
    }
    return new Table("Memory of the shadow", columns, cells);
  }

  private @Nullable BigDecimal percent(@Nullable Object kb) {
    if (kb instanceof Long part && at(tree, "input.memTotalKb") instanceof Long whole) {
      return BigDecimal.valueOf(100 * part)
          .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_EVEN);
    }
    return null;
  }

  private Table table(String title, List<Column> values) {
    var columns = new ArrayList<Column>();
    columns.add(new Column("scheme", "scheme", ""));
    columns.addAll(values);
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<?, ?> row : rows) {
      if (Measured.OK.equals(row.get("status"))) {
        cells.add(line(row, values));
      }
    }
    return new Table(title, columns, cells);
  }

  private static List<@Nullable Object> line(Map<?, ?> row, List<Column> columns) {
    var line = new ArrayList<@Nullable Object>();
    line.add(row.get("scheme"));
    for (Column column : columns) {
      line.add(at(row, column.key()));
    }
    return line;
  }

  private List<String> reasons() {
    var reasons = new ArrayList<String>();
    for (Map<?, ?> row : rows) {
      if (row.get("reason") != null) {
        reasons.add(row.get("scheme") + ", " + row.get("status") + ": " + row.get("reason"));
      }
    }
    return reasons;
  }

  private Series timeline() {
    List<?> points = tree.get("timeline") instanceof List<?> list ? list : List.of();
    double[] axis = new double[points.size()];
    var names = new ArrayList<String>();
    for (Object key : points.isEmpty() ? List.of() : map(points.get(0)).keySet()) {
      if (!key.equals("t")) {
        names.add(key.toString());
      }
    }
    var curves = new ArrayList<Curve>();
    for (String name : names) {
      double[] values = new double[points.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(map(points.get(i)).get(name));
      }
      curves.add(new Curve(name, values));
    }
    for (int i = 0; i < axis.length; i++) {
      axis[i] = number(map(points.get(i)).get("t"));
    }
    return new Series("Total memory of the shadow over time", "s", axis, KB, curves);
  }

  private List<String> fidelity() {
    if (relaid()) {
      return layout(map(tree.get("layout")));
    }
    if (!(tree.get("fidelity") instanceof Map<?, ?> fidelity)) {
      return List.of("not known: the recording has no page flags from before and after the trace");
    }
    return List.of(
        "slab pages (bit 7 of kpageflags): "
            + count(fidelity.get("slabPagesStart"))
            + " at the start; at the end "
            + count(fidelity.get("slabPagesEndRecorded"))
            + " on the real machine, "
            + count(fidelity.get("slabPagesEndModel"))
            + " in the model",
        "in the model "
            + count(fidelity.get("missing"))
            + " are missing and "
            + count(fidelity.get("extra"))
            + " too many; doing nothing would leave "
            + count(fidelity.get("doNothingMissing"))
            + " missing and "
            + count(fidelity.get("doNothingExtra"))
            + " too many");
  }

  private static List<String> layout(Map<?, ?> layout) {
    return List.of(
        "placed again, so no page can be compared with the recorded machine's: slab "
            + count(layout.get("slabStartKb"))
            + " kB at the start, "
            + count(layout.get("slabPeakKb"))
            + " kB when the layout cost most",
        count(layout.get("standInObjects")) + " objects stand in for those from before the trace");
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

  private static String count(@Nullable Object value) {
    return value instanceof Long number ? CompareWarnings.count(number) : "-";
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

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The value under a path such as {@code memory.staticKb}. */
  private static @Nullable Object at(Map<?, ?> map, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? map.get(path)
        : map(map.get(path.substring(0, dot))).get(path.substring(dot + 1));
  }
}
