// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import java.util.EnumMap;
import java.util.Map;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Verdicts;
import kasan.lab.api.scheme.MissReason;

/** Counts of what one shadow found, missed and reported falsely. */
public final class Tally {
  private final long[] missed = new long[MissReason.values().length];
  private long found;
  private long clean;
  private long falseReports;
  private long unknown;

  /** An access that nothing is wrong with, and that passed. */
  void passed() {
    clean++;
  }

  void count(Judgement judgement) {
    if (judgement.bug()) {
      if (judgement.reported) {
        found++;
      } else if (judgement.missed != null) {
        missed[judgement.missed.ordinal()]++;
      }
    } else if (judgement.falseReport()) {
      falseReports++;
    } else if (!judgement.reported) {
      clean++;
    }
    if (judgement.truth == ByteState.UNKNOWN) {
      unknown++;
    }
  }

  /** The counts as they stand. */
  public Verdicts verdicts() {
    Map<MissReason, Long> byReason = new EnumMap<>(MissReason.class);
    for (MissReason reason : MissReason.values()) {
      if (missed[reason.ordinal()] > 0) {
        byReason.put(reason, missed[reason.ordinal()]);
      }
    }
    return new Verdicts(found, clean, byReason, falseReports, unknown);
  }
}
