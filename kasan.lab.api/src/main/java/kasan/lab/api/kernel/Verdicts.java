// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.Map;
import kasan.lab.api.scheme.MissReason;

/**
 * How the verdicts of one shadow compare with the truth.
 *
 * @param found bugs that were reported
 * @param clean accesses and frees that are none, and were not reported
 * @param missed bugs that were not reported, by reason
 * @param falseReports reports of what is no bug
 * @param unknown accesses to memory whose state is not known; they count as no bug
 */
public record Verdicts(
    long found, long clean, Map<MissReason, Long> missed, long falseReports, long unknown) {
  /** Nothing was judged. */
  public static final Verdicts NONE = new Verdicts(0, 0, Map.of(), 0, 0);

  /** Copies the map. */
  public Verdicts {
    missed = Map.copyOf(missed);
  }

  /** All bugs that were not reported. */
  public long missedInAll() {
    long all = 0;
    for (long each : missed.values()) {
      all += each;
    }
    return all;
  }
}
