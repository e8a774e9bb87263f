// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.kernel.internal.truth.PageMap;
import kasan.lab.api.kernel.Fidelity;
import org.jspecify.annotations.Nullable;

/**
 * Compares the slab pages of the model with those that the recorded machine reported in the end.
 */
final class FidelityMeter {
  /** Marks that a recorder writes into the trace around its reading of /proc in the end. */
  static final String MARK_BEGIN = "snapshot after: begin";

  static final String MARK_END = "snapshot after: end";

  private final PageMap pages;
  private final @Nullable MachineState stateBefore;
  private final @Nullable MachineState stateAfter;
  private @Nullable SnapshotPace pace;

  FidelityMeter(PageMap pages, @Nullable MachineState before, @Nullable MachineState after) {
    this.pages = pages;
    this.stateBefore = before;
    this.stateAfter = after;
  }

  /**
   * The flags of a state, read when they are needed: those of the end may still be on their way.
   */
  private static @Nullable PageFlags flags(@Nullable MachineState state) {
    return state == null ? null : state.pageFlags();
  }

  /** A mark in the trace. */
  void mark(String text, long nanos) {
    if (text.equals(MARK_BEGIN) && pace == null) {
      PageFlags snapshot = flags(stateAfter);
      if (snapshot != null) {
        pace = new SnapshotPace(snapshot.frames(), nanos);
        pages.watch(pace);
      }
    } else if (text.equals(MARK_END) && pace != null) {
      pace.at(nanos);
      pace.end();
    }
  }

  /** Time of the next event. */
  void at(long nanos) {
    if (pace != null && !pace.ended()) {
      pace.at(nanos);
    }
  }

  /** Whether events must be timed, one by one. */
  boolean timing() {
    return pace != null && !pace.ended();
  }

  /** The comparison; null without flags of before and after. */
  @Nullable Fidelity measure() {
    PageFlags before = flags(stateBefore);
    PageFlags after = flags(stateAfter);
    if (before == null || after == null) {
      return null;
    }
    long start = 0;
    long recorded = 0;
    long missing = 0;
    long extra = 0;
    long nothingMissing = 0;
    long nothingExtra = 0;
    long frames = Math.max(before.frames(), after.frames());
    long next;
    for (long pfn = 0; pfn < frames; pfn = next) {
      next = Math.min(sameUntil(before, pfn, frames), sameUntil(after, pfn, frames));
      long run = next - pfn;
      boolean was = slab(before, pfn);
      boolean is = slab(after, pfn);
      long model = pages.slabPages(pfn, next);
      start += was ? run : 0;
      recorded += is ? run : 0;
      missing += is ? run - model : 0;
      extra += is ? 0 : model;
      nothingMissing += is && !was ? run : 0;
      nothingExtra += was && !is ? run : 0;
    }
    long from = 0;
    long to = 0;
    long readMissing = missing;
    long readExtra = extra;
    if (pace != null) {
      for (long pfn : pace.pages()) {
        boolean is = slab(after, pfn);
        readMissing -= is && !pages.slab(pfn) ? 1 : 0;
        readExtra -= pages.slab(pfn) && !is ? 1 : 0;
      }
      SnapshotPace.Fit fit = pace.fit(after);
      from = fit.from();
      to = fit.to();
      readMissing += fit.missing();
      readExtra += fit.extra();
    }
    return new Fidelity(
        start,
        recorded,
        recorded - readMissing + readExtra,
        readMissing,
        readExtra,
        nothingMissing,
        nothingExtra,
        pace != null,
        from,
        to,
        missing,
        extra);
  }

  private static long sameUntil(PageFlags flags, long pfn, long frames) {
    return pfn < flags.frames() ? flags.sameUntil(pfn) : frames;
  }

  private static boolean slab(PageFlags flags, long pfn) {
    return pfn < flags.frames() && (flags.at(pfn) & StartState.SLAB) != 0;
  }
}
