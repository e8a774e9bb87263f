// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a trace, {@code trace_clock}; cycles become nanoseconds where the file says how.
 *
 * @param name of the clock
 * @param mult factor of cycles; 0 when times are nanoseconds
 * @param shift of the product
 */
record DatClock(String name, long mult, int shift) {
  private static final List<String> NO_SECONDS =
      List.of("counter", "x86-tsc", "tsc2nsec", "ppc-tb");

  /** From the option, which lists all clocks and brackets the chosen one, or names it alone. */
  static DatClock named(String option) {
    int open = option.indexOf('[');
    int close = option.indexOf(']', open + 1);
    return new DatClock(
        open >= 0 && close > open ? option.substring(open + 1, close) : option.strip(), 0, 0);
  }

  DatClock scaled(long by, int shiftedBy) {
    return new DatClock(name, by, shiftedBy & 63);
  }

  /** Why its times cannot be used; null when they can. */
  @Nullable String refusal() {
    return mult == 0 && NO_SECONDS.contains(name)
        ? "the clock " + name + " does not count seconds; record with: trace-cmd record -C mono"
        : null;
  }

  long nanos(long time) {
    if (mult == 0) {
      return time;
    }
    long high = Math.multiplyHigh(time, mult);
    return shift == 0 ? time * mult : high << (64 - shift) | time * mult >>> shift;
  }
}
