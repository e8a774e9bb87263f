// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.footprint;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Settings;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.internal.bill.AgedMachines;
import kasan.lab.internal.bill.LabResult;
import org.jspecify.annotations.Nullable;

/**
 * What footprints people and machines read: a row for each kernel; for people its shadow apart from
 * what the kernel itself takes, which no scheme changes.
 */
final class FootprintResult {
  private static final String SHADOW = "shadow-";
  private static final String KB = "kB";
  private static final int KB_OF_MIB = 1024;

  private final FootprintPlan plan;
  private final String arch;
  private final ProfileFacts profile;
  private final List<FootprintRow> rows;

  private FootprintResult(
      FootprintPlan plan, String arch, ProfileFacts profile, List<FootprintRow> rows) {
    this.plan = plan;
    this.arch = arch;
    this.profile = profile;
    this.rows = rows;
  }

  static Result of(FootprintPlan plan, String arch, ProfileFacts profile, List<FootprintRow> rows) {
    return new FootprintResult(plan, arch, profile, rows).result();
  }

  private Result result() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("profile", profileTree());
    tree.put("cpus", plan.cpus());
    tree.put("arch", arch);
    tree.put("settings", settings());
    var rowTrees = new ArrayList<Map<String, @Nullable Object>>();
    for (FootprintRow row : rows) {
      rowTrees.add(row.tree());
    }
    tree.put("rows", rowTrees);
    tree.put("warnings", warnings());
    return new LabResult("footprint", 0, tree, sections());
  }

  private Map<String, @Nullable Object> settings() {
    Settings set = plan.settings();
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    Map<String, @Nullable Object> from = new LinkedHashMap<>();
    for (String owner : set.owners()) {
      settings.put(owner, set.of(owner));
      set.addOrigins(owner, set.of(owner).keySet(), from);
    }
    if (!from.isEmpty()) {
      settings.put("from", from);
    }
    return settings;
  }

  private Map<String, @Nullable Object> profileTree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", profile.name());
    tree.put("ramMib", profile.ramMib());
    tree.put("cpus", profile.cpus());
    tree.put("memTotalKb", profile.memTotalKb());
    tree.put("instrumentation", profile.instrumentation());
    tree.put("otherKb", profile.otherKb());
    tree.put("imagesEstimated", profile.imagesScaledFrom() != null);
    return tree;
  }

  private List<String> warnings() {
    var lines = new ArrayList<String>();
    lines.add(AgedMachines.note("machines here have"));
    if (profile.imagesScaledFrom() != null) {
      lines.add(
          "the profile does not say how large the image is with KASAN: its sizes without are scaled"
              + " as those of "
              + profile.imagesScaledFrom()
              + " grow");
    }
    if (!arch.equals(profile.arch())) {
      lines.add(
          "the profile is of "
              + profile.machine()
              + ": on "
              + arch
              + " the scheme's part is modelled, image and memory map stay those of the profile");
    }
    return lines;
  }

  private List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(
        new Text(
            "",
            List.of(
                "profile "
                    + profile.name()
                    + ", "
                    + plan.cpus()
                    + " CPUs, "
                    + arch
                    + "; calibrated with one boot "
                    + (profile.instrumentation().equals("none")
                        ? "without KASAN: "
                        : "with generic KASAN, " + profile.instrumentation() + ": ")
                    + profile.ramMib()
                    + " MiB, "
                    + profile.cpus()
                    + " CPUs, MemTotal "
                    + profile.memTotalKb()
                    + " kB, of which 'other' explains "
                    + profile.otherKb()
                    + " kB")));
    Set<Long> sizes = new LinkedHashSet<>();
    rows.forEach(row -> sizes.add(row.ramMib()));
    for (long ramMib : sizes) {
      sections.add(shadows(ramMib));
      Table kernels = kernels(ramMib);
      if (!kernels.rows().isEmpty()) {
        sections.add(kernels);
      }
    }
    Set<String> reasons = new LinkedHashSet<>();
    for (FootprintRow row : rows) {
      if (row.reason() != null) {
        String where = sameEverywhere(row) ? "" : row.ramMib() + " MiB, ";
        reasons.add(where + row.scheme() + " " + row.instrumentation() + ": " + row.reason());
      }
    }
    if (!reasons.isEmpty()) {
      sections.add(new Text("Not booted", List.copyOf(reasons)));
    }
    sections.add(new Text("Notes", warnings()));
    return sections;
  }

  private boolean sameEverywhere(FootprintRow row) {
    for (FootprintRow other : rows) {
      if (other.scheme().equals(row.scheme())
          && other.instrumentation().equals(row.instrumentation())
          && !String.valueOf(row.reason()).equals(other.reason())) {
        return false;
      }
    }
    return true;
  }

  private Table shadows(long ramMib) {
    var items = new TreeSet<String>();
    for (FootprintRow row : rows) {
      row.breakdownKb().keySet().stream().filter(i -> i.startsWith(SHADOW)).forEach(items::add);
    }
    var columns = new ArrayList<Column>();
    columns.add(new Column("scheme", "scheme", ""));
    columns.add(new Column("instrumentation", "instrumentation", ""));
    columns.add(new Column("memTotalKb", "MemTotal", KB));
    columns.add(new Column("belowFloorKb", "below floor", KB));
    columns.add(new Column("belowFloorPercent", "RAM", "%"));
    for (String item : items) {
      columns.add(new Column(item, "shadow: " + item.substring(SHADOW.length()), KB));
    }
    var lines = new ArrayList<List<@Nullable Object>>();
    for (FootprintRow row : rows) {
      if (row.ramMib() == ramMib) {
        var line = new ArrayList<@Nullable Object>();
        line.add(row.scheme());
        line.add(row.instrumentation());
        line.add(row.memTotalKb());
        line.add(row.belowFloorKb());
        line.add(percentOfRam(row));
        for (String item : items) {
          line.add(row.memTotalKb() == null ? null : row.breakdownKb().getOrDefault(item, 0L));
        }
        lines.add(line);
      }
    }
    return new Table(ramMib + " MiB of RAM: MemTotal by scheme", columns, lines);
  }

  private static @Nullable BigDecimal percentOfRam(FootprintRow row) {
    Long below = row.belowFloorKb();
    return below == null
        ? null
        : BigDecimal.valueOf(100 * below)
            .divide(BigDecimal.valueOf(row.ramMib() * KB_OF_MIB), 2, RoundingMode.HALF_EVEN);
  }

  /** The kernel's own part: a line for each way to compile it, whatever the scheme. */
  private Table kernels(long ramMib) {
    var items = new TreeSet<String>();
    var byInstrumentation = new LinkedHashMap<String, FootprintRow>();
    for (FootprintRow row : rows) {
      row.breakdownKb().keySet().stream().filter(i -> !i.startsWith(SHADOW)).forEach(items::add);
      if (row.ramMib() == ramMib && row.memTotalKb() != null) {
        byInstrumentation.putIfAbsent(row.instrumentation(), row);
      }
    }
    var columns = new ArrayList<Column>();
    columns.add(new Column("instrumentation", "instrumentation", ""));
    for (String item : items) {
      columns.add(new Column(item, item.replace('-', ' '), KB));
    }
    var lines = new ArrayList<List<@Nullable Object>>();
    byInstrumentation.forEach(
        (instrumentation, row) -> {
          var line = new ArrayList<@Nullable Object>();
          line.add(instrumentation);
          items.forEach(item -> line.add(row.breakdownKb().getOrDefault(item, 0L)));
          lines.add(line);
        });
    return new Table(
        ramMib + " MiB of RAM: what else is not in MemTotal, by instrumentation", columns, lines);
  }
}
