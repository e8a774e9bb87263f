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

/** Tells how far the runs are. */
@Component
@VerbInfo(name = "status", summary = "Tell how far the runs are")
public final class StatusVerb implements Verb {
  private final Runs runs;

  /** For Declarative Services. */
  @Activate
  public StatusVerb(@Reference Runs runs) {
    this.runs = runs;
  }

  @Override
  public Synopsis synopsis() {
    return new MeantRun(runs).operand(Synopsis.EMPTY, "all of them");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    var meant = new MeantRun(runs);
    return meant.isNamed(given)
        ? StatusResult.of(meant.ofOperand(given).status())
        : new StatusResult(runs.all().stream().map(Run::status).toList());
  }
}
