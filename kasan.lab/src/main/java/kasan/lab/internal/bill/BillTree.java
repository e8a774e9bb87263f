// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.api.memory.FrameUse;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a row that tell what a shadow cost. Each part always has the same keys; what was not
 * measured is null. docs/metrics.md defines each key.
 */
public final class BillTree {
  private final long memTotalKb;
  private final @Nullable Long slabBlocksAtStart;
  private final boolean accesses;

  /**
   * @param memTotalKb of the machine; 0 when not known
   * @param slabBlocksAtStart blocks with a slab page before the first event; null when not known
   * @param accesses whether there were accesses, so that checks happened
   */
  public BillTree(long memTotalKb, @Nullable Long slabBlocksAtStart, boolean accesses) {
    this.memTotalKb = memTotalKb;
    this.slabBlocksAtStart = slabBlocksAtStart;
    this.accesses = accesses;
  }

  /** What is left of MemTotal; null when that is not known. */
  public @Nullable Long net(long totalPeakKb) {
    return memTotalKb == 0 ? null : memTotalKb - totalPeakKb;
  }

  /**
   * Frames.
   *
   * @param start when it stood
   * @param end when it was done, with the peaks
   */
  public Map<String, @Nullable Object> memory(@Nullable Footprint start, @Nullable Footprint end) {
    Map<String, @Nullable Object> memory = new LinkedHashMap<>();
    memory.put("staticKb", peak(end, FrameUse.STATIC));
    memory.put("tablesKb", peak(end, FrameUse.TABLE));
    memory.put("stacksKb", peak(end, FrameUse.STACK));
    memory.put("imageKb", peak(end, FrameUse.IMAGE));
    memory.put("vmallocKb", peak(end, FrameUse.VMALLOC));
    memory.put("onDemandStartKb", start == null ? null : start.kb(FrameUse.ON_DEMAND));
    memory.put("onDemandPeakKb", peak(end, FrameUse.ON_DEMAND));
    memory.put("onDemandEndKb", end == null ? null : end.kb(FrameUse.ON_DEMAND));
    memory.put("totalStartKb", start == null ? null : start.totalKb());
    memory.put("totalPeakKb", end == null ? null : end.totalPeakKb());
    memory.put("totalEndKb", end == null ? null : end.totalKb());
    memory.put("netAvailableKb", end == null ? null : net(end.totalPeakKb()));
    memory.put("overcommitKb", end == null ? null : end.overcommitKb());
    return memory;
  }

  private static @Nullable Long peak(@Nullable Footprint end, FrameUse use) {
    return end == null ? null : end.peakKb(use);
  }

  /** Blocks with shadow of their own: mapped pages of on-demand shadow. */
  public Map<String, @Nullable Object> blocks(
      @Nullable Long atStart, @Nullable Long peak, @Nullable Long atEnd) {
    Map<String, @Nullable Object> blocks = new LinkedHashMap<>();
    blocks.put("slabAtStart", slabBlocksAtStart);
    blocks.put("atStart", atStart);
    blocks.put("peak", peak);
    blocks.put("atEnd", atEnd);
    return blocks;
  }

  /** Work in {@code total} that is not in {@code before}. */
  public Map<String, @Nullable Object> work(@Nullable Work total, @Nullable Work before) {
    Map<String, @Nullable Object> work = new LinkedHashMap<>();
    work.put("maps", since(total, before, Work::maps));
    work.put("unmaps", since(total, before, Work::unmaps));
    work.put("unmapsCancelled", since(total, before, Work::unmapsCancelled));
    work.put("localFlushes", since(total, before, Work::localFlushes));
    work.put("globalFlushes", since(total, before, Work::globalFlushes));
    work.put("remoteFlushes", since(total, before, Work::remoteFlushes));
    work.put("shadowStores", since(total, before, Work::shadowStores));
    work.put("shadowStoreBytes", since(total, before, Work::shadowStoreBytes));
    work.put("tableWrites", since(total, before, Work::tableWrites));
    work.put("tableWalks", since(total, before, Work::tableWalks));
    work.put("spuriousFaults", since(total, before, Work::spuriousFaults));
    work.put("framesTaken", since(total, before, Work::framesTaken));
    work.put("framesGiven", since(total, before, Work::framesGiven));
    work.put("modelledCost", since(total, before, Work::modelledCost));
    Work checks = accesses ? total : null;
    work.put("shadowLoads", since(checks, before, Work::shadowLoads));
    work.put("rechecks", since(checks, before, Work::rechecks));
    work.put("rechecksPassed", since(checks, before, Work::rechecksPassed));
    work.put("secondShadowChecks", since(checks, before, Work::secondShadowChecks));
    return work;
  }

  private static @Nullable Long since(@Nullable Work total, @Nullable Work before, Count count) {
    if (total == null) {
      return null;
    }
    return count.of(total) - (before == null ? 0 : count.of(before));
  }

  @FunctionalInterface
  private interface Count {
    long of(Work work);
  }
}
