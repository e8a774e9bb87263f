// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ends a run. */
@Component
@VerbInfo(name = "end", summary = "End a run now and print its result")
public final class EndVerb implements Verb {
  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public EndVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant.operand(Synopsis.EMPTY, "the last");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return MeantRun.await(meant.ofOperand(given), Run::end);
  }
}
