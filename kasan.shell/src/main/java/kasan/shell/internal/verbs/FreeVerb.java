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

/** Frees memory by hand. */
@Component
@VerbInfo(name = "free", summary = "Free memory in a run's kernel, by hand")
public final class FreeVerb implements Verb {
  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public FreeVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .option(
            Synopsis.EMPTY.required(
                "ADDRESS",
                AddressText.HELP + "; what an operation of the workload has is refused",
                Words.NONE))
        .option("--cpu", "N", AccessVerb.CPU, Words.NONE)
        .note(
            "By the call that belongs to the memory: kfree, __free_pages or vfree. Freed twice, or"
                + " in the middle, it is a bug, and what is reported a finding of the run.")
        .note("Status 0: nothing was reported; 1: something was; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    int cpu = AccessVerb.cpu(given);
    return MeantRun.await(
        meant.ofOption(given),
        run -> run.free(cpu, AddressText.parse("free", given.operand(0), run)));
  }
}
