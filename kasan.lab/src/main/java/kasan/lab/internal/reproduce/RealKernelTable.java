// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.ModelledKernel;
import org.jspecify.annotations.Nullable;

/**
 * Linux 6.12 with the scheme {@code ondemand} in it (kernel/ondemand), booted in QEMU with inline
 * instrumentation (docs/reality.md), beside the model. The change counts byte-managed pages.
 */
final class RealKernelTable {
  private static final Map<String, String> COUNTED = Map.of("give-back", "not-byte-managed");

  /** As many inodes as the part of the tree that the guests read, by one process at a time. */
  private static final Map<String, String> PART =
      Map.of("accesses", "0", "seconds", "0", "tree", "515", "jobs", "1", "opens", "1");

  /** What a kernel with each scheme had, and its real shadow when the part was read. */
  private record Real(long ramMib, long originalKb, long ondemandKb, long shadowKb) {}

  private static final List<Real> REAL =
      List.of(
          new Real(1024, 854_544, 985_280, 13_680),
          new Real(2048, 1_754_128, 2_015_612, 18_608),
          new Real(4096, 3_486_984, 4_009_828, 28_028));

  private final Machines machines;
  private final boolean quick;
  private final long seed;
  private final Progress progress;

  RealKernelTable(Machines machines, boolean quick, long seed, Progress progress) {
    this.machines = machines;
    this.quick = quick;
    this.seed = seed;
    this.progress = progress;
  }

  List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (Real real : REAL) {
      add(real, lines);
      progress.at(lines.size());
    }
    return lines;
  }

  private void add(Real real, List<Line> lines) {
    String table = "real kernel, ondemand, " + real.ramMib + " MB";
    double original;
    try (ModelledKernel kernel =
        machines.boot(Machines.Boot.realKernel(real.ramMib, "original", Map.of()), seed)) {
      original = kernel.memTotalKb();
    }
    try (ModelledKernel kernel =
        machines.boot(Machines.Boot.realKernel(real.ramMib, "ondemand", COUNTED), seed)) {
      double gained = (kernel.memTotalKb() - original) / MemoryTables.KB_OF_MB;
      double measured = (real.ondemandKb - real.originalKb) / MemoryTables.KB_OF_MB;
      lines.add(
          Line.derived(table, "MemTotal above original", measured, gained, MemoryTables.UNIT));
      lines.add(
          Line.derived(
              table,
              "real shadow, part of a tree read",
              real.shadowKb / MemoryTables.KB_OF_MB,
              partRead(kernel),
              MemoryTables.UNIT));
    }
  }

  private @Nullable Double partRead(ModelledKernel kernel) {
    if (quick) {
      return null;
    }
    machines.run(kernel, "file-tree", PART, seed, batch -> true);
    return MemoryTables.peakMb(kernel);
  }
}
