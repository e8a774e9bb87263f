// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import kasan.lab.api.PlannedSwap;
import org.jspecify.annotations.Nullable;

/** The swaps that a run was started with, in the order in which they fall due. */
public final class SwapPlan {
  /** No further swap. */
  public static final long NEVER = Long.MAX_VALUE;

  private final List<PlannedSwap> swaps;
  private final List<Long> operations = new ArrayList<>();
  private int next;

  /** Of swaps in any order. */
  public SwapPlan(List<PlannedSwap> swaps) {
    this.swaps = new ArrayList<>(swaps);
  }

  /** Whether a swap lies at hundredths of the run, so that its operations must be counted. */
  public boolean needsCount() {
    return swaps.stream().anyMatch(PlannedSwap::percent);
  }

  /**
   * Finds where the swaps lie.
   *
   * @param all operations of the whole run; anything where no swap {@link #needsCount}
   */
  public void settle(long all) {
    swaps.sort(Comparator.comparingLong(swap -> swap.operation(all)));
    for (PlannedSwap swap : swaps) {
      operations.add(swap.operation(all));
    }
  }

  /** The operation before which the next swap falls due, or {@link #NEVER}. */
  public long next() {
    return next < operations.size() ? operations.get(next) : NEVER;
  }

  /** The scheme of the next swap when it is due, and goes on to the one after it; else null. */
  public @Nullable String due(long done) {
    return next() <= done ? swaps.get(next++).scheme() : null;
  }
}
