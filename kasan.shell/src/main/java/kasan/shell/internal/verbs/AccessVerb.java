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

/** Accesses memory. */
@Component
@VerbInfo(name = "access", summary = "Access memory of a run's kernel, to see what is reported")
public final class AccessVerb implements Verb {
  /** For the help of verbs that have a CPU do something. */
  static final String CPU = "which CPU does it; 0 when not given";

  private static final int MOST_CPU = (1 << 10) - 1;
  private static final int MOST_BYTES = 1 << 20;

  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public AccessVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant
        .option(
            Synopsis.EMPTY.required(
                "ADDRESS", AddressText.HELP + "; 'shadow' alone gives examples", Words.NONE))
        .option("--size", "BYTES", "how many; 1 when not given", Words.NONE)
        .option("--cpu", "N", CPU, Words.NONE)
        .flag("--write", "write; read when not given")
        .note("What is reported becomes a finding of the run.")
        .note("Status 0: nothing was reported; 1: something was; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    int cpu = cpu(given);
    long bytes = given.number("--size", 1, 1, MOST_BYTES);
    return MeantRun.await(
        meant.ofOption(given),
        run ->
            run.access(
                cpu,
                AddressText.parse("access", given.operand(0), run),
                bytes,
                given.flag("--write")));
  }

  /** The CPU that was given. */
  static int cpu(Arguments given) {
    return (int) given.number("--cpu", 0, 0, MOST_CPU);
  }
}
