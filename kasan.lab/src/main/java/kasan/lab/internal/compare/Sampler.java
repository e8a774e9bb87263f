// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.List;
import java.util.function.LongSupplier;
import kasan.api.workload.EventSource;
import kasan.lab.api.CompareListener;
import kasan.lab.api.CompareSample;
import kasan.lab.api.kernel.Kernel;

/** Tells a listener how a comparison stands, no more often than it wants. */
final class Sampler {
  private final CompareListener listener;
  private final LongSupplier clock;
  private final List<Measured> entrants;
  private long due = Long.MIN_VALUE;

  /**
   * @param clock of the wall, in nanoseconds
   */
  Sampler(CompareListener listener, LongSupplier clock, List<Measured> entrants) {
    this.listener = listener;
    this.clock = clock;
    this.entrants = entrants;
  }

  /**
   * Tells the listener, if it is time.
   *
   * @return false when the comparison is to end
   */
  boolean look(Kernel kernel, EventSource source) {
    if (listener == CompareListener.NONE) {
      return true;
    }
    long now = clock.getAsLong();
    if (due != Long.MIN_VALUE && now - due < 0) {
      return true;
    }
    due = now + listener.everyNanos();
    return listener.at(
        new CompareSample(
            kernel.machine(),
            kernel.nowNanos(),
            kernel.counts().events(),
            source.lostEvents(),
            kernel.slabUse(),
            entrants.stream().map(Measured::sample).toList()));
  }
}
