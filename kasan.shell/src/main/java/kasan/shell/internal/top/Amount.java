// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.top;

import java.util.Locale;

/** Figures as they are read at a glance. */
final class Amount {
  private static final long MIB_KB = 1 << 10;
  private static final long GIB_KB = 1 << 20;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final long SECOND_NANOS = 1_000_000_000;

  private Amount() {}

  /** An amount of memory. */
  static String memory(long kb) {
    if (kb >= GIB_KB) {
      return String.format(Locale.ROOT, "%.2f GiB", (double) kb / GIB_KB);
    }
    return kb >= MIB_KB
        ? String.format(Locale.ROOT, "%.1f MiB", (double) kb / MIB_KB)
        : kb + " KiB";
  }

  /** How often something happens in a second. */
  static String rate(long count, long nanos) {
    if (nanos <= 0) {
      return "-";
    }
    double rate = (double) count * SECOND_NANOS / nanos;
    return String.format(Locale.ROOT, rate == 0 ? "%.0f" : rate < 10 ? "%.1f" : "%,.0f", rate);
  }

  /** A length of time: hours, minutes, seconds. */
  static String time(long nanos) {
    long seconds = nanos / SECOND_NANOS;
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / HOUR, seconds % HOUR / MINUTE, seconds % MINUTE);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
