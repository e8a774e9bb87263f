// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import org.jspecify.annotations.Nullable;

/** What people read of slabs in the course of a run, made from the tree that machines read. */
final class SlabSections {
  private static final int CACHES_SHOWN = 8;
  private static final double KB_OF_MIB = 1024;

  private SlabSections() {}

  /**
   * Slab at the start, at most, at the end.
   *
   * @param slab of the tree
   */
  static Section slab(Map<String, @Nullable Object> slab) {
    return new Section.Table(
        "Slab, and the shadow that the blocks of 8 pages with slab in them want on demand",
        List.of(
            new Column("moment", "", ""),
            new Column("slabMib", "slab", "MiB"),
            new Column("blocksWithSlab", "blocks with slab", ""),
            new Column("shadowOfBlocksMib", "their shadow", "MiB"),
            new Column("pagesOfBlock", "slab pages a block", "")),
        List.of(
            row("start", slab.get("startKb"), slab.get("blocksAtStart"), slab, "Start"),
            row("at most", slab.get("peakKb"), slab.get("blocksPeak"), slab, "Peak"),
            row("end", slab.get("endKb"), slab.get("blocksAtEnd"), slab, "End")));
  }

  private static List<@Nullable Object> row(
      String moment,
      @Nullable Object kb,
      @Nullable Object blocks,
      Map<String, @Nullable Object> slab,
      String which) {
    Object shadow = slab.get("shadowOfBlocks" + which + "Kb");
    // one page of shadow for each block
    boolean some = shadow instanceof Long of && of > 0;
    return Arrays.asList(
        moment,
        mib(kb),
        blocks,
        mib(shadow),
        some && kb instanceof Long of && shadow instanceof Long pages
            ? rounded((double) of / pages, 2)
            : null);
  }

  /** The largest caches at the end. */
  static Section caches(List<Map<String, @Nullable Object>> rows) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<String, @Nullable Object> row : rows.subList(0, Math.min(CACHES_SHOWN, rows.size()))) {
      cells.add(
          Arrays.asList(
              row.get("cache"),
              mib(row.get("slabKb")),
              row.get("liveObjects"),
              row.get("quarantinedObjects")));
    }
    return new Section.Table(
        "Largest slab caches at the end",
        List.of(
            new Column("cache", "cache", ""),
            new Column("slabMib", "slab", "MiB"),
            new Column("liveObjects", "live objects", ""),
            new Column("quarantinedObjects", "in the quarantine", "")),
        cells);
  }

  private static @Nullable BigDecimal mib(@Nullable Object kb) {
    return kb instanceof Long value ? rounded(value / KB_OF_MIB, 1) : null;
  }

  private static BigDecimal rounded(double value, int digits) {
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP);
  }
}
