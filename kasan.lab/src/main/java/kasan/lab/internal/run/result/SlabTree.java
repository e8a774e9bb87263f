// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.lab.api.kernel.CacheUse;
import kasan.lab.api.kernel.SlabUse;
import org.jspecify.annotations.Nullable;

/**
 * What slabs took in the course of a run, for machines. Blocks are runs of eight pages, whatever
 * the granule of a scheme, so that they compare with those counted on a real machine.
 */
final class SlabTree {
  private final int kbShift;

  /**
   * @param pageShift log2 of the page size
   */
  SlabTree(int pageShift) {
    kbShift = pageShift - 10;
  }

  long kb(long pages) {
    return pages << kbShift;
  }

  /** Slab, the blocks it lies in, and their shadow. */
  Map<String, @Nullable Object> of(SlabUse start, SlabUse now) {
    Map<String, @Nullable Object> slab = new LinkedHashMap<>();
    slab.put("startKb", kb(start.pages()));
    slab.put("peakKb", kb(now.pagesPeak()));
    slab.put("endKb", kb(now.pages()));
    slab.put("blocksAtStart", start.blocks());
    slab.put("blocksPeak", now.blocksPeak());
    slab.put("blocksAtEnd", now.blocks());
    slab.put("shadowOfBlocksStartKb", kb(start.blocks()));
    slab.put("shadowOfBlocksPeakKb", kb(now.blocksPeak()));
    slab.put("shadowOfBlocksEndKb", kb(now.blocks()));
    return slab;
  }

  /** Caches, as a modelled kernel has them. */
  List<Map<String, @Nullable Object>> of(List<CacheUse> caches) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (CacheUse cache : caches) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("cache", cache.name());
      row.put("slabKb", kb(cache.pages()));
      row.put("objects", cache.objects());
      row.put("liveObjects", cache.liveObjects());
      row.put("quarantinedObjects", cache.quarantinedObjects());
      rows.add(row);
    }
    return rows;
  }
}
