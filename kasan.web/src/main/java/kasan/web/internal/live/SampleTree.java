// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.memory.FrameUse;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.run.RunSample;
import org.jspecify.annotations.Nullable;

/** A sample as JSON, and what of it becomes a point of the curves. */
final class SampleTree {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** The figures of a point, which have these names in a sample, too. */
  static final List<String> COLUMNS =
      List.of(
          "elapsedMs",
          "operation",
          "operationsPerSecond",
          "totalKb",
          "staticKb",
          "tablesKb",
          "onDemandKb",
          "stacksKb",
          "imageKb",
          "vmallocKb",
          "maps",
          "unmaps",
          "flushes",
          "remoteFlushes",
          "staleEntries");

  private SampleTree() {}

  static Map<String, @Nullable Object> of(RunSample sample) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(sample.status().tree());
    tree.put("elapsedMs", sample.elapsedNanos() / NANOS_PER_MILLI);
    tree.put("kernelMs", sample.kernelNanos() / NANOS_PER_MILLI);
    tree.put("operationsPerSecond", sample.operationsPerSecond());
    tree.put("totalKb", sample.shadow().totalKb());
    tree.put("totalPeakKb", sample.shadow().totalPeakKb());
    tree.put("staticKb", sample.shadow().kb(FrameUse.STATIC));
    tree.put("tablesKb", sample.shadow().kb(FrameUse.TABLE));
    tree.put("onDemandKb", sample.shadow().kb(FrameUse.ON_DEMAND));
    tree.put("stacksKb", sample.shadow().kb(FrameUse.STACK));
    tree.put("imageKb", sample.shadow().kb(FrameUse.IMAGE));
    tree.put("vmallocKb", sample.shadow().kb(FrameUse.VMALLOC));
    Work work = sample.work();
    tree.put("maps", work.maps());
    tree.put("unmaps", work.unmaps());
    tree.put("unmapsCancelled", work.unmapsCancelled());
    tree.put("flushes", work.localFlushes() + work.globalFlushes());
    tree.put("localFlushes", work.localFlushes());
    tree.put("globalFlushes", work.globalFlushes());
    tree.put("remoteFlushes", work.remoteFlushes());
    tree.put("rechecks", work.rechecks());
    tree.put("tableWalks", work.tableWalks());
    tree.put("modelledCost", work.modelledCost());
    tree.put("slabPages", sample.slab() == null ? null : sample.slab().pages());
    tree.put("blocksWithSlab", sample.slab() == null ? null : sample.slab().blocks());
    tree.put("freePages", sample.freePages());
    tree.put("liveObjects", sample.counts().liveObjects());
    tree.put("staleEntries", sample.staleEntries());
    tree.put("staleByCpu", sample.staleByCpu());
    tree.put("brokenEntries", sample.brokenEntries());
    tree.put("skipped", sample.skipped());
    return tree;
  }

  /** The point of a sample. */
  static long[] point(Map<String, @Nullable Object> tree) {
    return COLUMNS.stream()
        .mapToLong(column -> tree.get(column) instanceof Number number ? number.longValue() : 0)
        .toArray();
  }
}
