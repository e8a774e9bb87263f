// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kasan.report.html.internal.chart.StackedBars.Bar;
import kasan.report.html.internal.chart.StackedBars.Group;
import kasan.report.html.internal.facts.Schemes;
import kasan.report.html.internal.facts.Trees;
import kasan.report.html.internal.markup.Units;
import org.jspecify.annotations.Nullable;

/** Finds what shadows took of memory: at their peaks, or at boot by size of RAM. */
final class MemoryChart {
  private static final List<String> KEYS =
      List.of("imageKb", "stacksKb", "vmallocKb", "tablesKb", "onDemandPeakKb", "staticKb");
  private static final List<String> NAMES =
      List.of("image", "stacks", "vmalloc", "page tables", "on demand", "static");

  /** How a boot's bill names parts of the shadow. */
  private static final String SHADOW = "shadow-";

  private MemoryChart() {}

  /** From rows with a bill; null without. */
  static @Nullable Chart peaks(Map<String, @Nullable Object> tree, Schemes schemes) {
    var bars = new ArrayList<Bar>();
    for (Map<String, @Nullable Object> row : Trees.maps(tree, "rows")) {
      if (Trees.map(row, "memory").containsKey("totalPeakKb")) {
        String scheme = Trees.text(row, "scheme");
        double total = Trees.number(row, "memory.totalPeakKb");
        double[] kb = new double[KEYS.size()];
        for (int i = 0; i < kb.length; i++) {
          kb[i] = orZero(Trees.number(row, "memory." + KEYS.get(i)));
        }
        bars.add(new Bar(scheme, schemes.colour(scheme), Double.isNaN(total) ? null : kb, total));
      }
    }
    if (bars.stream().noneMatch(bar -> bar.kb() != null)) {
      return null;
    }
    return new StackedBars(
        "memory",
        "Shadow memory at its peak",
        "What each scheme's shadow takes, by use. Each part is the most it was at any moment, so"
            + " together they may exceed the total beside the bar, which is of one moment.",
        "memory of the shadow",
        NAMES,
        List.of(new Group("", bars)));
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** From rows with a boot's breakdown, a group for each size of RAM; null without. */
  static @Nullable Chart boots(Map<String, @Nullable Object> tree, Schemes schemes) {
    List<Map<String, @Nullable Object>> rows =
        Trees.maps(tree, "rows").stream()
            .filter(row -> row.containsKey("ramMib") && row.containsKey("breakdown"))
            .toList();
    var parts = new TreeSet<String>(Comparator.comparing(MemoryChart::rank));
    for (Map<String, @Nullable Object> row : rows) {
      Trees.map(row, "breakdown").keySet().stream()
          .filter(key -> key.startsWith(SHADOW))
          .forEach(parts::add);
    }
    if (parts.isEmpty()) {
      return null;
    }
    var groups = new ArrayList<Group>();
    rows.stream()
        .map(row -> Trees.text(row, "ramMib"))
        .distinct()
        .forEach(
            ram ->
                groups.add(
                    new Group(
                        Units.memory(Double.parseDouble(ram) * 1024) + " of RAM",
                        rows.stream()
                            .filter(row -> Trees.text(row, "ramMib").equals(ram))
                            .map(row -> boot(row, parts, schemes))
                            .toList())));
    return new StackedBars(
        "footprint",
        "Shadow memory after boot",
        "What each scheme's shadow takes of MemTotal once the kernel has booted. What KASAN takes"
            + " besides its shadow, such as a larger image and the stack depot, is in the tables.",
        "memory of the shadow",
        parts.stream().map(part -> part.substring(SHADOW.length())).toList(),
        groups);
  }

  /** Small parts first, so that they are seen beside what stands for all RAM. */
  private static String rank(String part) {
    return part.equals(SHADOW + "static") ? "~" : part;
  }

  private static Bar boot(
      Map<String, @Nullable Object> row, Collection<String> parts, Schemes schemes) {
    String scheme = Trees.text(row, "scheme");
    String how = Trees.text(row, "instrumentation");
    double[] kb =
        parts.stream().mapToDouble(key -> orZero(Trees.number(row, "breakdown." + key))).toArray();
    double total = 0;
    for (double each : kb) {
      total += each;
    }
    return new Bar(
        how.equals("inline") ? scheme + " inline" : scheme,
        schemes.colour(scheme),
        row.get("breakdown") == null ? null : kb,
        total);
  }
}
