// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the result. */
@Component
@VerbInfo(name = "result", summary = "Print the result of a run, or of what it has done so far")
public final class ResultVerb implements Verb {
  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public ResultVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .operand(Synopsis.EMPTY, "the last")
        .flag("--wait", "wait until the run has ended; Ctrl-C stops waiting");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    boolean wait = given.flag("--wait");
    return MeantRun.await(
        meant.ofOperand(given),
        run -> {
          if (wait) {
            run.await(Long.MAX_VALUE);
          }
          return run.result();
        });
  }
}
