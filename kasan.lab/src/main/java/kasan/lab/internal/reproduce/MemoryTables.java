// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.ModelledKernel;
import org.jspecify.annotations.Nullable;

/**
 * The memory tables of the cover letter: MemTotal, peak of on-demand shadow, and what is left, of
 * the base and the patched kernel. The base's MemTotal is fitted, all else follows.
 */
final class MemoryTables {
  static final String UNIT = "MB of 1000 kB";

  /** A kernel build on a machine where nobody has recorded what else it had read. */
  static final String WORKLOAD = "tree-then-build";

  static final Map<String, String> LENGTH = Map.of("accesses", "0", "seconds", "20");
  private static final Map<String, String> LEAVES_OF_2017 = Map.of("leaves", "2m");
  static final double KB_OF_MB = 1000;

  private record Published(long ramMib, double base, double patched, double peak, double net) {}

  private static final List<Published> PUBLISHED =
      List.of(new Published(1024, 858, 987, 30, 957), new Published(4096, 3477, 4000, 50, 3950));

  private final Machines machines;
  private final boolean quick;
  private final long seed;
  private final Progress progress;

  MemoryTables(Machines machines, boolean quick, long seed, Progress progress) {
    this.machines = machines;
    this.quick = quick;
    this.seed = seed;
    this.progress = progress;
  }

  List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (Published row : PUBLISHED) {
      add(row, lines);
    }
    return lines;
  }

  private void add(Published row, List<Line> lines) {
    String table = row.ramMib + " MB";
    double base;
    try (ModelledKernel kernel =
        machines.boot(Machines.Boot.series(row.ramMib, "original", LEAVES_OF_2017), seed)) {
      base = kernel.memTotalKb() / KB_OF_MB;
    }
    progress.at(lines.size());
    double patched;
    Double peak = null;
    try (ModelledKernel kernel =
        machines.boot(Machines.Boot.series(row.ramMib, "page", Map.of()), seed)) {
      patched = kernel.memTotalKb() / KB_OF_MB;
      if (!quick) {
        peak = peak(kernel);
      }
    }
    lines.add(Line.calibrated(table, "MemTotal, base", row.base, base, UNIT));
    lines.add(Line.derived(table, "MemTotal, patched", row.patched, patched, UNIT));
    lines.add(Line.derived(table, "runtime, base", 0, 0.0, UNIT));
    lines.add(Line.derived(table, "runtime, patched", row.peak, peak, UNIT));
    lines.add(Line.calibrated(table, "net, base", row.base, base, UNIT));
    lines.add(
        Line.derived(table, "net, patched", row.net, peak == null ? null : patched - peak, UNIT));
  }

  private @Nullable Double peak(ModelledKernel kernel) {
    machines.run(kernel, WORKLOAD, LENGTH, seed, batch -> true);
    return peakMb(kernel);
  }

  /** Most on-demand shadow that was mapped at once. */
  static double peakMb(ModelledKernel kernel) {
    int kbShift = kernel.machine().pageShift() - 10;
    return (kernel.current().footprint().mappedPagesPeak() << kbShift) / KB_OF_MB;
  }
}
