// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds a run. */
@Component
@VerbInfo(name = "hold", summary = "Hold a run at its next safepoint")
public final class HoldVerb implements Verb {
  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public HoldVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .operand(Synopsis.EMPTY, "the last")
        .option(
            "--at",
            "N",
            "hold when N operations have been done, and wait for it; Ctrl-C stops waiting",
            Words.NONE)
        .note("Status 0: it is held; 2: bad request, or it ended before.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    long at = given.number("--at", 0, 1, Long.MAX_VALUE);
    return MeantRun.await(
        meant.ofOperand(given), run -> StatusResult.of(at > 0 ? run.holdAt(at) : run.hold()));
  }
}
