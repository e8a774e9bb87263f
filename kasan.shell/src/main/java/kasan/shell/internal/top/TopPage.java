// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.lab.api.CompareSample;
import kasan.lab.api.CompareSample.Row;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.kernel.Work;
import org.jspecify.annotations.Nullable;

/** Makes a screen of each sample: figures now, rates since the sample before, and how it went. */
final class TopPage {
  private static final String ROW = "%-18s %10s %6s %10s %10s %8s %8s %8s  %s";
  private static final int LEAST_HISTORY = 8;
  private static final int FIGURES_WIDTH = 87;

  private final Map<String, History> histories = new HashMap<>();
  private @Nullable CompareSample first;
  private @Nullable CompareSample before;
  private long startNanos;

  /** The lines of a sample, for a screen of that width. */
  List<String> lines(CompareSample now, int width) {
    if (first == null) {
      first = now;
      startNanos = now.nanos();
    }
    CompareSample last = before == null ? now : before;
    var lines = new ArrayList<String>(head(now, last));
    lines.add(
        String.format(
            Locale.ROOT,
            ROW,
            "scheme",
            "now",
            "of RAM",
            "most",
            "on-demand",
            "maps/s",
            "unmaps/s",
            "flush/s",
            "so far"));
    List<Row> rows = new ArrayList<>(now.rows());
    rows.sort(Comparator.comparingLong(TopPage::totalKb).thenComparing(Row::scheme));
    for (Row row : rows) {
      if (row.footprint() != null && row.work() != null) {
        lines.add(line(row, row.footprint(), row.work(), now, last, width));
      }
    }
    for (Row row : rows) {
      if (row.reason() != null) {
        lines.add(String.format(Locale.ROOT, "%-18s not here: %s", row.scheme(), row.reason()));
      }
    }
    lines.add("");
    lines.add("q leaves, and prints the comparison of the time watched");
    before = now;
    return lines;
  }

  private List<String> head(CompareSample now, CompareSample last) {
    Machine machine = now.machine();
    SlabUse slab = now.slab();
    int kbShift = machine.pageShift() - 10;
    return List.of(
        "kasan top: what each scheme would cost this machine now; "
            + Amount.time(now.nanos() - startNanos),
        machine.cpus()
            + " CPUs, RAM "
            + Amount.memory(machine.ramPages() << kbShift)
            + (machine.memTotalKb() == 0 ? "" : ", MemTotal " + Amount.memory(machine.memTotalKb()))
            + (slab == null
                ? ""
                : "; slab "
                    + Amount.memory(slab.pages() << kbShift)
                    + " in "
                    + Amount.count(slab.blocks())
                    + " blocks"),
        Amount.count(now.events())
            + " events, "
            + Amount.rate(now.events() - last.events(), now.nanos() - last.nanos())
            + " a second, "
            + Amount.count(now.lostEvents())
            + " lost",
        "");
  }

  private String line(
      Row row, Footprint footprint, Work work, CompareSample now, CompareSample last, int width) {
    Work then = workOf(row.scheme(), last, work);
    long nanos = now.nanos() - last.nanos();
    long ramKb = now.machine().ramPages() << (now.machine().pageShift() - 10);
    History history =
        histories.computeIfAbsent(
            row.scheme(), s -> new History(Math.max(LEAST_HISTORY, width - FIGURES_WIDTH)));
    history.add(footprint.totalKb());
    return String.format(
        Locale.ROOT,
        ROW,
        row.scheme(),
        Amount.memory(footprint.totalKb()),
        String.format(Locale.ROOT, "%.2f%%", 100.0 * footprint.totalKb() / ramKb),
        Amount.memory(footprint.totalPeakKb()),
        Amount.memory(footprint.kb(FrameUse.ON_DEMAND)),
        Amount.rate(work.maps() - then.maps(), nanos),
        Amount.rate(work.unmaps() - then.unmaps(), nanos),
        Amount.rate(work.globalFlushes() - then.globalFlushes(), nanos),
        history.bars());
  }

  private static long totalKb(Row row) {
    return row.footprint() == null ? Long.MAX_VALUE : row.footprint().totalKb();
  }

  private static Work workOf(String scheme, CompareSample sample, Work missing) {
    for (Row row : sample.rows()) {
      if (row.scheme().equals(scheme) && row.work() != null) {
        return row.work();
      }
    }
    return missing;
  }
}
