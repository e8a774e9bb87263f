// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int SCHEME = 0;
  private static final int GAP = 1;
  private static final int BARS_GAP = 2;
  private static final int LEAST_BARS = 8;
  private static final int LEAST_SCHEME = 8;

  private static final List<String> TITLES =
      List.of("scheme", "now", "of RAM", "most", "on-demand", "maps/s", "unmaps/s", "flush/s");
  private static final int[] WIDTHS = {0, 10, 6, 10, 10, 8, 8, 8};

  /** What a narrow screen does without, the first of them first. */
  private static final int[] DISPENSABLE = {3, 7, 2, 4, 6, 5};

  private final Map<String, History> histories = new HashMap<>();
  private @Nullable CompareSample first;
  private @Nullable CompareSample before;
  private long startNanos;

  /** The lines of a sample, for a screen of that size. */
  List<String> lines(CompareSample now, int width, int height) {
    if (first == null) {
      first = now;
      startNanos = now.nanos();
    }
    CompareSample last = before == null ? now : before;
    List<Row> rows = new ArrayList<>(now.rows());
    rows.sort(Comparator.comparingLong(TopPage::totalKb).thenComparing(Row::scheme));
    int schemeWidth =
        rows.stream().mapToInt(row -> row.scheme().length()).reduce(LEAST_SCHEME, Math::max);
    boolean[] shown = fitting(schemeWidth, width);
    int bars = width - widthOf(shown, schemeWidth) - BARS_GAP;
    var lines = new ArrayList<String>(head(now, last));
    lines.add(row(TITLES, shown, schemeWidth) + (bars < LEAST_BARS ? "" : "  so far"));
    for (Row row : rows) {
      if (row.footprint() != null && row.work() != null) {
        History history = histories.computeIfAbsent(row.scheme(), scheme -> new History());
        history.add(row.footprint().totalKb());
        lines.add(
            row(figures(row, row.footprint(), row.work(), now, last), shown, schemeWidth)
                + (bars < LEAST_BARS ? "" : "  " + history.bars(bars)));
      }
    }
    for (Row row : rows) {
      if (row.reason() != null) {
        lines.add(row(List.of(row.scheme()), shown, schemeWidth) + " not here: " + row.reason());
      }
    }
    before = now;
    return fit(lines, width, height);
  }

  /** What is too wide or too much ends so that one sees it; how to leave is always there. */
  private static List<String> fit(List<String> lines, int width, int height) {
    var all = new ArrayList<String>();
    for (String line : lines.subList(0, Math.min(lines.size(), Math.max(0, height - 1)))) {
      all.add(line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…");
    }
    if (all.size() < height - 1) {
      all.add("");
    }
    String leave = "q leaves, and prints the comparison of the time watched";
    all.add(leave.length() <= width ? leave : "q leaves");
    return all;
  }

  /** The columns that there is room for beside the bars. */
  private static boolean[] fitting(int schemeWidth, int width) {
    var shown = new boolean[WIDTHS.length];
    Arrays.fill(shown, true);
    for (int column : DISPENSABLE) {
      if (widthOf(shown, schemeWidth) + BARS_GAP + LEAST_BARS <= width) {
        break;
      }
      shown[column] = false;
    }
    return shown;
  }

  private static int widthOf(boolean[] shown, int schemeWidth) {
    int width = schemeWidth;
    for (int column = SCHEME + 1; column < shown.length; column++) {
      width += shown[column] ? GAP + WIDTHS[column] : 0;
    }
    return width;
  }

  private static String row(List<String> cells, boolean[] shown, int schemeWidth) {
    var line = new StringBuilder(padded(cells.get(SCHEME), -schemeWidth));
    for (int column = SCHEME + 1; column < cells.size(); column++) {
      if (shown[column]) {
        line.append(' ').append(padded(cells.get(column), WIDTHS[column]));
      }
    }
    return line.toString();
  }

  /** To the right of so many places; of a negative number of them, to the left. */
  private static String padded(String text, int width) {
    return String.format(Locale.ROOT, "%" + width + "s", text);
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

  private static List<String> figures(
      Row row, Footprint footprint, Work work, CompareSample now, CompareSample last) {
    Work then = workOf(row.scheme(), last, work);
    long nanos = now.nanos() - last.nanos();
    long ramKb = now.machine().ramPages() << (now.machine().pageShift() - 10);
    return List.of(
        row.scheme(),
        Amount.memory(footprint.totalKb()),
        String.format(Locale.ROOT, "%.2f%%", 100.0 * footprint.totalKb() / ramKb),
        Amount.memory(footprint.totalPeakKb()),
        Amount.memory(footprint.kb(FrameUse.ON_DEMAND)),
        Amount.rate(work.maps() - then.maps(), nanos),
        Amount.rate(work.unmaps() - then.unmaps(), nanos),
        Amount.rate(work.globalFlushes() - then.globalFlushes(), nanos));
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
