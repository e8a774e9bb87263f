// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.util.List;
import java.util.SortedMap;
import kasan.api.workload.EventSource;

/** A trace that is read from its first event to its last; what it gives and what not is tallied. */
public abstract class TraceStream implements EventSource {
  /** The books of this trace. */
  protected final Tally tally = new Tally();

  /**
   * CPUs of the machine, as far as what was read up to the end of the first batch tells; 0 when it
   * does not. Other threads may ask when that batch was handed to them.
   */
  public abstract int cpus();

  @Override
  public final long lostEvents() {
    return tally.lost();
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return tally.passedOver();
  }

  @Override
  public final SortedMap<String, Long> besides() {
    return tally.besides();
  }

  @Override
  public List<String> notes() {
    return tally.notes();
  }
}
