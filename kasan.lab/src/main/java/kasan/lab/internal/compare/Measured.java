// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import kasan.lab.api.CompareSample;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * One entrant on its way through a comparison: its shadow while it has one, then its bill or the
 * reason why there is none.
 */
final class Measured {
  static final String OK = "ok";
  static final String EXCLUDED = "excluded";
  static final String FAILED = "failed";
  static final String NO_MEMORY = "no-memory";

  final Entrant entrant;
  private @Nullable AttachedShadow attached;
  private @Nullable Footprint start;
  private @Nullable Work built;
  private @Nullable Bill bill;
  private String status;
  private @Nullable String reason;

  /**
   * What a scheme cost.
   *
   * @param start frames before the first event
   * @param end frames after the last, with the peaks
   * @param built work of building it from the state before the first event
   * @param total all its work, building included
   * @param brokenEntries live page-table entries that had to be broken
   */
  record Bill(Footprint start, Footprint end, Work built, Work total, long brokenEntries) {}

  /**
   * @param failure how its code has failed before there was a kernel; null when it has not
   */
  Measured(Entrant entrant, @Nullable ForeignFailure failure) {
    this.entrant = entrant;
    this.status = failure != null ? FAILED : entrant.excluded() == null ? OK : EXCLUDED;
    this.reason = failure != null ? failure.reason() : entrant.excluded();
  }

  String name() {
    return entrant.name();
  }

  boolean ok() {
    return status.equals(OK);
  }

  String status() {
    return status;
  }

  /** Why there is no bill; null when there is one. */
  @Nullable String reason() {
    return reason;
  }

  /** Its bill; null before the end and when it did not get there. */
  @Nullable Bill bill() {
    return bill;
  }

  void attached(AttachedShadow shadow) {
    attached = shadow;
    start = shadow.footprint();
    built = shadow.work();
  }

  void set(String newStatus, String why) {
    status = newStatus;
    reason = why;
    attached = null;
  }

  /** kB in use now; 0 when it has no shadow. */
  long nowKb() {
    return attached == null ? 0 : attached.totalKb();
  }

  /** How it stands. */
  CompareSample.Row sample() {
    AttachedShadow shadow = attached;
    return shadow == null
        ? new CompareSample.Row(name(), null, null, reason)
        : new CompareSample.Row(name(), shadow.footprint(), shadow.work(), null);
  }

  /** Takes the bill at the end of the run, or the reason why the shadow was set aside. */
  void finish() {
    if (attached == null || start == null || built == null) {
      return;
    }
    ForeignFailure failure = attached.failure();
    if (failure != null) {
      set(FAILED, failure.reason());
    } else {
      bill =
          new Bill(start, attached.footprint(), built, attached.work(), attached.brokenEntries());
    }
  }
}
