// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.MissReason;
import kasan.suite.internal.finding.Console;
import org.jspecify.annotations.Nullable;

/** Sees what is judged while a statement runs. */
final class Witness implements AccessJudge {
  private final Console console;
  private final Consumer<Judgement> reports;

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

  /**
   * @param console that reports would be printed on
   * @param reports told of each report; must not keep the judgement
   */
  Witness(Console console, Consumer<Judgement> reports) {
    this.console = console;
    this.reports = reports;
  }

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
    boolean suppressed = event.reported && !event.faulted && console.suppressed();
    lastReported = event.reported && !suppressed;
    doubtful = lastReported && !event.bug();
    reported |= lastReported;
    died |= event.faulted;
    if (lastReported) {
      reports.accept(event);
      classes.add(event.bugClass == null ? "unknown-crash" : event.bugClass);
    }
    if (event.bug()) {
      truth = bug ? truth : event.truth;
      bug = true;
      MissReason why = suppressed ? MissReason.SUPPRESSED : event.missed;
      missed = missed == null ? why : missed;
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
