// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.arch.CostedWork;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.Work;

/**
 * The build times of the series. The base is fitted; an overhead follows from the work that a
 * workload causes on each scheme, priced with the architecture's cost table, and from two figures
 * that come from elsewhere: how much outline checking adds to kernel code on the base
 * (docs/sources.md#real-boots), and which part of a build is kernel code, an assumption whose
 * effect is shown.
 *
 * <pre>
 * T(scheme) / T(base) = (1 + share * (CHECKING * cost(scheme) / cost(base)))
 *                     / (1 + share * CHECKING)
 * </pre>
 */
final class BuildTimes {
  /** Part of the instructions of a build without KASAN that are the kernel's: an assumption. */
  static final double SHARE = 0.10;

  static final List<Double> SHARES = List.of(0.05, 0.10, 0.20);

  /**
   * Instructions that outline checking adds to one of kernel code: 10.92 / 1.24 - 1, of kernel-only
   * work counted on Linux 6.12 (docs/sources.md#real-boots).
   */
  private static final double CHECKING = 10.92 / 1.24 - 1;

  private static final long RAM_MIB = 2048;
  private static final String TABLE = "kernel build, 2048 MB";
  private static final String COVER = "kernel build, 2048 MB (cover letter)";
  private static final long MEASURED_ACCESSES = 4_000_000;

  /** Accesses for each request: what a few thousand instructions between two of them make. */
  private static final Map<String, String> LOAD = Map.of("accesses", "200", "seconds", "60");

  private final Machines machines;
  private final long seed;
  private final Progress progress;
  private double base;
  private double pageFirst;
  private double byteFirst;

  BuildTimes(Machines machines, long seed, Progress progress) {
    this.machines = machines;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Work of the shadow so far, without walks of page tables: where accesses go is drawn at random
   * from all that is held, and nobody recorded how near to each other they are.
   */
  private static long cost(ModelledKernel kernel) {
    Work work = kernel.current().work();
    return work.modelledCost()
        - work.tableWalks() * kernel.arch().costs().of(CostedWork.TABLE_WALK);
  }

  /** Instructions of shadow work for an access, all work of the build's requests included. */
  private double cost(String scheme, Map<String, String> options) {
    try (ModelledKernel kernel =
        machines.boot(Machines.Boot.series(RAM_MIB, scheme, options), seed)) {
      long[] measured = new long[2];
      long[] before = {cost(kernel)};
      machines.run(
          kernel,
          "kernel-build",
          LOAD,
          seed,
          batch -> {
            long now = cost(kernel);
            long accesses = accesses(batch);
            // What fills memory before the build begins has next to none.
            if (accesses * 2 > batch.size) {
              measured[0] += accesses;
              measured[1] += now - before[0];
            }
            before[0] = now;
            return measured[0] < MEASURED_ACCESSES;
          });
      progress.at(1);
      return (double) measured[1] / measured[0];
    }
  }

  private static long accesses(EventBatch batch) {
    long accesses = 0;
    for (int row = 0; row < batch.size; row++) {
      accesses += batch.kind[row] == EventKind.ACCESS ? 1 : 0;
    }
    return accesses;
  }

  List<Line> lines() {
    base = cost("original", Map.of("leaves", "2m"));
    pageFirst = cost("page", Map.of("order", "page-first"));
    byteFirst = cost("page", Map.of("order", "byte-first"));
    var lines = new ArrayList<Line>();
    lines.add(Line.calibrated(TABLE, "base", 219, 219.0, "s"));
    lines.add(Line.derived(TABLE, "page-first", 238, 219 * ratio(pageFirst, SHARE), "s"));
    lines.add(Line.derived(TABLE, "byte-first", 222, 219 * ratio(byteFirst, SHARE), "s"));
    lines.add(Line.calibrated(COVER, "base", 204, 204.0, "s"));
    lines.add(Line.derived(COVER, "patched (page-first)", 224, 204 * ratio(pageFirst, SHARE), "s"));
    return lines;
  }

  private double ratio(double cost, double share) {
    return (1 + share * CHECKING * cost / base) / (1 + share * CHECKING);
  }

  /** Instructions of shadow work an access: base, page-first, byte-first. */
  List<Double> costs() {
    return List.of(base, pageFirst, byteFirst);
  }

  /** Seconds page-first and byte-first with another share of kernel code. */
  List<Double> seconds(double share) {
    return List.of(219 * ratio(pageFirst, share), 219 * ratio(byteFirst, share));
  }
}
