// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayList;
import java.util.List;
import kasan.api.kernel.AccessJudge;
import kasan.api.kernel.ByteState;
import kasan.api.kernel.MissReason;
import org.jspecify.annotations.Nullable;

/** Sees what is judged while a statement runs. */
final class Witness implements AccessJudge {
  /** Classes of the reports, in order. */
  final List<String> classes = new ArrayList<>();

  /** Whether something was wrong in truth. */
  boolean bug;

  /** Whether something was reported. */
  boolean reported;

  /** Whether something was reported that is no bug, as far as the kernel knows addresses. */
  boolean falseReport;

  /** Whether the kernel died on the shadow. */
  boolean died;

  /** Why a bug was not reported; the first of several. */
  @Nullable MissReason missed;

  /** What was true of the first bad byte. */
  ByteState truth = ByteState.LIVE;

  /** Whether the report made last is a false one, unless the pointer tells otherwise. */
  private boolean doubtful;

  private boolean lastReported;

  void reset() {
    classes.clear();
    bug = false;
    reported = false;
    falseReport = false;
    died = false;
    missed = null;
    truth = ByteState.LIVE;
    doubtful = false;
    lastReported = false;
  }

  @Override
  public void judged(Judgement event) {
    falseReport |= doubtful;
    doubtful = event.reported && !event.bug();
    lastReported = event.reported;
    reported |= event.reported;
    died |= event.faulted;
    if (event.reported) {
      classes.add(event.bugClass == null ? "unknown-crash" : event.bugClass);
    }
    if (event.bug()) {
      truth = bug ? truth : event.truth;
      bug = true;
      missed = missed == null ? event.missed : missed;
    }
  }

  /**
   * The access judged last was a bug that only the pointer tells: its memory is somebody else's by
   * now, or elsewhere.
   */
  void strayed(MissReason reason) {
    bug = true;
    doubtful = false;
    if (!lastReported && missed == null) {
      missed = reason;
    }
  }

  /** The statement is over. */
  void finish() {
    falseReport |= doubtful;
    doubtful = false;
  }
}
