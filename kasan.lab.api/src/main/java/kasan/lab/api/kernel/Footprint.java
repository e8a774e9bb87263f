// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.Map;
import kasan.api.memory.FrameUse;

/**
 * Frames that a shadow has taken, by use.
 *
 * @param nowKb kB in use now
 * @param peakKb highest kB of each use on its own
 * @param totalKb kB in use now, all uses
 * @param totalPeakKb highest kB of all uses together
 * @param overcommitKb by how much the total exceeded, at its worst, what the machine had free; 0
 *     when it never did
 * @param mappedPages pages of on-demand shadow that are mapped now
 * @param mappedPagesPeak pages of on-demand shadow that were mapped at most
 */
public record Footprint(
    Map<FrameUse, Long> nowKb,
    Map<FrameUse, Long> peakKb,
    long totalKb,
    long totalPeakKb,
    long overcommitKb,
    long mappedPages,
    long mappedPagesPeak) {

  /** Copies the maps. */
  public Footprint {
    nowKb = Map.copyOf(nowKb);
    peakKb = Map.copyOf(peakKb);
  }

  /** kB in use now for one use. */
  public long kb(FrameUse use) {
    return nowKb.getOrDefault(use, 0L);
  }

  /** Highest kB of one use. */
  public long peakKb(FrameUse use) {
    return peakKb.getOrDefault(use, 0L);
  }
}
