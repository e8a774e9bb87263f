// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import kasan.lab.api.kernel.Work;

/** Sums and differences of work. */
public final class Works {
  /** No work. */
  public static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private Works() {}

  /** What both have caused. */
  public static Work sum(Work one, Work other) {
    return plus(one, other, 1);
  }

  /** What {@code all} has caused and {@code part} has not. */
  public static Work minus(Work all, Work part) {
    return plus(all, part, -1);
  }

  private static Work plus(Work a, Work b, long sign) {
    return new Work(
        a.maps() + sign * b.maps(),
        a.unmaps() + sign * b.unmaps(),
        a.unmapsCancelled() + sign * b.unmapsCancelled(),
        a.localFlushes() + sign * b.localFlushes(),
        a.globalFlushes() + sign * b.globalFlushes(),
        a.remoteFlushes() + sign * b.remoteFlushes(),
        a.rechecks() + sign * b.rechecks(),
        a.rechecksPassed() + sign * b.rechecksPassed(),
        a.secondShadowChecks() + sign * b.secondShadowChecks(),
        a.shadowLoads() + sign * b.shadowLoads(),
        a.shadowStores() + sign * b.shadowStores(),
        a.shadowStoreBytes() + sign * b.shadowStoreBytes(),
        a.tableWrites() + sign * b.tableWrites(),
        a.tableWalks() + sign * b.tableWalks(),
        a.spuriousFaults() + sign * b.spuriousFaults(),
        a.framesTaken() + sign * b.framesTaken(),
        a.framesGiven() + sign * b.framesGiven(),
        a.modelledCost() + sign * b.modelledCost());
  }
}
