// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import kasan.lab.api.Progress;
import kasan.lab.api.ReproducePlan;
import kasan.lab.internal.bill.AgedMachines;
import kasan.lab.internal.bill.LabResult;
import org.jspecify.annotations.Nullable;

/** Sets published figures beside the model's. */
public final class Reproducing {
  private static final List<String> NOTES =
      List.of(
          "MemTotal: the base is fitted at both sizes (profile linux-2017-qemu), the patched"
              + " kernels follow by arithmetic",
          "runtime: peak of mapped on-demand shadow, workload tree-then-build; nobody recorded what"
              + " the published builds had read before",
          AgedMachines.note("loads begin on machines that have"),
          "real guests: Linux 6.12 (4096 MB: 6.1) in QEMU, measured; modelled with the shadow that"
              + " they had, the static one or none. The workloads come from recordings of another"
              + " machine, with one set of parameters for all",
          "real kernel, ondemand: Linux 6.12 with kernel/ondemand in it, inline, 2 CPUs, measured"
              + " (docs/reality.md); the model has a profile of another configuration. How often the"
              + " load looks up path names was chosen after the log of 1024 MB",
          "build times: 200 accesses are assumed for each request for memory",
          "times: the base is fitted; the rest is counted work and the cost table, with kernel code"
              + " as 10 % of a build, an assumption; the last table shows others. Walks of page"
              + " tables are left out: the workload's accesses have no locality");

  private final Machines machines;
  private final ReproducePlan plan;
  private final Progress progress;

  /**
   * @param machines boots and runs
   */
  public Reproducing(Machines machines, ReproducePlan plan, Progress progress) {
    this.machines = machines;
    this.plan = plan;
    this.progress = progress;
  }

  /** Does it all. */
  public Result result() {
    var lines = new ArrayList<Line>();
    var sections = new ArrayList<Section>();
    Map<String, @Nullable Object> more = new LinkedHashMap<>();
    lines.addAll(new MemoryTables(machines, plan.quick(), plan.seed(), progress).lines());
    lines.addAll(new RealKernelTable(machines, plan.quick(), plan.seed(), progress).lines());
    if (!plan.quick()) {
      var guests = new GuestTable(machines, plan.seed(), progress);
      lines.addAll(guests.lines());
      var times = new BuildTimes(machines, plan.seed(), progress);
      lines.addAll(times.lines());
      List<GuestTable.Change> changes = guests.sensitivity();
      sections.add(peaks(lines));
      sections.add(sensitivity(changes));
      sections.add(shares(times));
      more.put("sensitivity", tree(changes));
      more.put("costPerAccess", costs(times));
    }
    sections.add(0, figures(lines));
    sections.add(new Text("Notes", NOTES));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("quick", plan.quick());
    tree.put("seed", plan.seed());
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    lines.forEach(line -> rows.add(line.tree()));
    tree.put("rows", rows);
    tree.putAll(more);
    tree.put("notes", NOTES);
    return new LabResult("reproduce", 0, tree, sections);
  }

  private static Map<String, @Nullable Object> costs(BuildTimes times) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("base", Line.rounded(times.costs().get(0)));
    tree.put("pageFirst", Line.rounded(times.costs().get(1)));
    tree.put("byteFirst", Line.rounded(times.costs().get(2)));
    return tree;
  }

  private static List<Map<String, @Nullable Object>> tree(List<GuestTable.Change> changes) {
    var all = new ArrayList<Map<String, @Nullable Object>>();
    for (GuestTable.Change change : changes) {
      Map<String, @Nullable Object> one = new LinkedHashMap<>();
      one.put("change", change.what());
      one.put("slabMib", Line.rounded(change.slab().mostMib()));
      one.put("shadowMib", Line.rounded(change.slab().shadowMib()));
      one.put("mappedPeakMb", Line.rounded(change.slab().mappedPeakMb()));
      all.add(one);
    }
    return all;
  }

  private static Table figures(List<Line> lines) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Line line : lines) {
      cells.add(
          Arrays.asList(
              line.table(),
              line.quantity(),
              Line.rounded(line.published()),
              Line.rounded(line.model()),
              line.unit(),
              line.errorPercent(),
              line.basis()));
    }
    return new Table(
        "Published or measured, and modelled",
        List.of(
            new Column("table", "table", ""),
            new Column("quantity", "quantity", ""),
            new Column("published", "published", ""),
            new Column("model", "model", ""),
            new Column("unit", "unit", ""),
            new Column("errorPercent", "error", "%"),
            new Column("basis", "basis", "")),
        cells);
  }

  /** The peaks side by side; what nobody published or measured stays empty. */
  private static Table peaks(List<Line> lines) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Line line : lines) {
      boolean series = line.quantity().equals("runtime, patched");
      boolean guest = line.quantity().startsWith("shadow of its blocks: KASAN");
      if (series || guest) {
        cells.add(
            Arrays.asList(
                line.table() + (series ? "" : ": " + line.quantity().substring(22)),
                series ? Line.rounded(line.published()) : null,
                guest ? Line.rounded(line.published()) : null,
                Line.rounded(line.model()),
                line.unit()));
      }
    }
    return new Table(
        "Peaks of on-demand shadow: published, on a real guest (slab only), modelled",
        List.of(
            new Column("machine", "machine", ""),
            new Column("published", "published", ""),
            new Column("guest", "real guest", ""),
            new Column("model", "model", ""),
            new Column("unit", "unit", "")),
        cells);
  }

  private static Table sensitivity(List<GuestTable.Change> changes) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (GuestTable.Change change : changes) {
      cells.add(
          Arrays.asList(
              change.what(),
              Line.rounded(change.slab().mostMib()),
              Line.rounded(change.slab().shadowMib()),
              Line.rounded(change.slab().mappedPeakMb())));
    }
    return new Table(
        "What the peak depends on: 1024 MB, Linux 6.12, scheme page, tree read, then build",
        List.of(
            new Column("change", "change", ""),
            new Column("slabMib", "slab at most", "MiB"),
            new Column("shadowMib", "shadow of blocks with slab", "MiB"),
            new Column("mappedPeakMb", "all on-demand shadow at most", "MB of 1000 kB")),
        cells);
  }

  private static Table shares(BuildTimes times) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (double share : BuildTimes.SHARES) {
      List<Double> seconds = times.seconds(share);
      cells.add(
          Arrays.asList(
              Line.rounded(100 * share),
              Line.rounded(seconds.get(0)),
              Line.rounded(seconds.get(1))));
    }
    return new Table(
        "Build time by the share of kernel code; base 219 s, published 238 and 222 s; shadow work "
            + times.costs().stream().map(Line::rounded).toList()
            + " instructions an access",
        List.of(
            new Column("sharePercent", "kernel code", "%"),
            new Column("pageFirst", "page-first", "s"),
            new Column("byteFirst", "byte-first", "s")),
        cells);
  }
}
