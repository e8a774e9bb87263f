// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.Run;
import kasan.lab.api.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
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
    return meant.operand(Synopsis.EMPTY, "the last");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return MeantRun.await(meant.ofOperand(given), Run::hold);
  }
}
