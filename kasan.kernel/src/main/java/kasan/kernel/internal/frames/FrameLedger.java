// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import java.util.EnumMap;
import kasan.api.memory.FrameUse;
import kasan.lab.api.kernel.Footprint;

/**
 * The account of one shadow's frames: what it has and had at most, by use. A frame is charged from
 * the moment it is taken until it is given back.
 */
public final class FrameLedger {
  private static final FrameUse[] USES = FrameUse.values();

  private final FrameSource source;
  private final MachineFree free;
  private final int frameKb;
  private final long[] now = new long[USES.length];
  private final long[] peak = new long[USES.length];
  private long total;
  private long totalPeak;
  private long overcommit;
  private long taken;
  private long given;

  /**
   * @param source where frames come from
   * @param free what the machine has free beside them
   * @param pageShift log2 of the frame size in bytes
   */
  public FrameLedger(FrameSource source, MachineFree free, int pageShift) {
    this.source = source;
    this.free = free;
    this.frameKb = 1 << (pageShift - 10);
  }

  /**
   * Takes and charges a run of frames, aligned to its own size.
   *
   * @return the first pfn, or {@link FrameSource#NONE}
   */
  public long take(long frames, FrameUse use) {
    long pfn = source.take(frames, use);
    if (pfn != FrameSource.NONE) {
      charge(frames, use);
    }
    return pfn;
  }

  /**
   * Takes and charges runs of one length, one after the other, until there is none.
   *
   * @param pfns where the first pfn of each goes, from 0 on
   * @param count how many runs are wanted
   * @return how many there are
   */
  public int takeEach(long frames, FrameUse use, long[] pfns, int count) {
    int got = source.takeEach(frames, use, pfns, count);
    if (got > 0) {
      charge(got * frames, use);
    }
    return got;
  }

  /** The shadow has looked at what pages are used for. */
  public void shadowLooked() {
    source.shadowLooked();
  }

  private void charge(long frames, FrameUse use) {
    int column = use.ordinal();
    now[column] += frames;
    peak[column] = Math.max(peak[column], now[column]);
    total += frames;
    totalPeak = Math.max(totalPeak, total);
    taken += frames;
    freeChanged();
  }

  /** Gives a run, or a part of one, back. */
  public void give(long firstPfn, long frames, FrameUse use) {
    source.give(firstPfn, frames);
    discharge(frames, use);
  }

  /** Gives runs of one length back that lie one behind the other. */
  public void giveEach(long firstPfn, long frames, int count, FrameUse use) {
    source.giveEach(firstPfn, frames, count);
    discharge(count * frames, use);
  }

  private void discharge(long frames, FrameUse use) {
    now[use.ordinal()] -= frames;
    total -= frames;
    given += frames;
  }

  /**
   * Looks whether the shadow has more than the machine has free; after the latter changed and is
   * {@link MachineFree#tight}.
   */
  public void freeChanged() {
    long over = total - free.frames();
    if (over > overcommit) {
      overcommit = over;
    }
    free.tellBelow(total - overcommit);
  }

  /** Frames charged now. */
  public long total() {
    return total;
  }

  /** Frames charged now, in kB. */
  public long totalKb() {
    return total * frameKb;
  }

  /** Frames of one use charged now. */
  public long now(FrameUse use) {
    return now[use.ordinal()];
  }

  /** Frames ever taken. */
  public long taken() {
    return taken;
  }

  /** Frames ever given back. */
  public long given() {
    return given;
  }

  /** The account so far, in kB. */
  public Footprint footprint() {
    var nowKb = new EnumMap<FrameUse, Long>(FrameUse.class);
    var peakKb = new EnumMap<FrameUse, Long>(FrameUse.class);
    for (FrameUse use : USES) {
      nowKb.put(use, now[use.ordinal()] * frameKb);
      peakKb.put(use, peak[use.ordinal()] * frameKb);
    }
    int onDemand = FrameUse.ON_DEMAND.ordinal();
    return new Footprint(
        nowKb,
        peakKb,
        totalKb(),
        totalPeak * frameKb,
        overcommit * frameKb,
        now[onDemand],
        peak[onDemand]);
  }
}
