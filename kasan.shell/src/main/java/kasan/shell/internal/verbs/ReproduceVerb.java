// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.ReproducePlan;
import kasan.lab.api.Reproduction;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Boots the kernels of published tables, runs their workloads, prints both. */
@Component
@VerbInfo(name = "reproduce", summary = "Set published tables beside what the model makes of them")
public final class ReproduceVerb implements Verb {
  private final Reproduction reproduction;

  /** For Declarative Services. */
  @Activate
  public ReproduceVerb(@Reference Reproduction reproduction) {
    this.reproduction = reproduction;
  }

  @Override
  public Synopsis synopsis() {
    return HangLimit.in(
            Synopsis.EMPTY
                .flag("--quick", "only MemTotal, which is arithmetic; no workload runs")
                .option("--seed", "N", "of the workloads; 1 when not given", Words.NONE))
        .note(
            "Tables of the per-page shadow series (2017) and of five real guests;"
                + " docs/reproduce.md tells where each figure comes from.")
        .note("Status 0: done, however far off; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return reproduction.reproduce(plan(given), session.progress("kernels"));
  }

  static ReproducePlan plan(Arguments given) {
    return new ReproducePlan(
        given.flag("--quick"), given.number("--seed", 1, 0, Long.MAX_VALUE), HangLimit.of(given));
  }
}
