// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/** What charts and summaries need and no table has; docs/report.md defines the keys. */
public final class ChartData {
  private final Map<String, @Nullable Object> data = new LinkedHashMap<>();

  /**
   * How slab lies in blocks.
   *
   * @param start blocks by their number of slab pages before the first event; empty when not known
   * @param end the same now
   */
  public ChartData fragmentation(long[] start, long[] end) {
    if (end.length > 0) {
      Map<String, @Nullable Object> blocks = new LinkedHashMap<>();
      blocks.put("pagesOfBlock", end.length - 1L);
      blocks.put("start", start.length == 0 ? null : list(start));
      blocks.put("end", list(end));
      data.put("fragmentation", blocks);
    }
    return this;
  }

  /** What schemes miss by design, in words. */
  public ChartData misses(List<SchemeDescription> schemes) {
    Map<String, @Nullable Object> misses = new LinkedHashMap<>();
    for (SchemeDescription scheme : schemes) {
      misses.put(scheme.name(), scheme.misses().stream().map(MissReason::text).toList());
    }
    data.put("misses", misses);
    return this;
  }

  /** As a result has it. */
  public Map<String, @Nullable Object> asMap() {
    return data;
  }

  private static List<Long> list(long[] numbers) {
    var list = new ArrayList<Long>();
    for (long number : numbers) {
      list.add(number);
    }
    return list;
  }
}
