// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Swaps the shadow of a run. */
@Component
@VerbInfo(name = "swap", summary = "Go on with another scheme, rebuilt from the truth")
public final class SwapVerb implements Verb {
  private final MeantRun meant;
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public SwapVerb(@Reference Runs runs, @Reference Lab lab) {
    this.meant = new MeantRun(runs);
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .option(
            Synopsis.EMPTY.required(
                "SCHEME", "'schemes' lists them", Offered.names(lab, ExtensionKind.SCHEMES)))
        .note("Status 0: swapped; 1: not, or the audit found it unsound; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return MeantRun.await(meant.ofOption(given), run -> run.swap(given.operand(0)));
  }
}
