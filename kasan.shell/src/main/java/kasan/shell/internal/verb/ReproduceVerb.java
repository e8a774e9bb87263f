// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.Arrays;
import kasan.api.BadInputException;
import kasan.lab.api.Progress;
import kasan.lab.api.ReproducePlan;
import kasan.lab.api.Reproduction;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code reproduce}. */
@Component(
    service = ReproduceVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=reproduce"})
public final class ReproduceVerb {
  static final String SUMMARY = "Set published tables beside what the model makes of them";

  private final Reproduction reproduction;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public ReproduceVerb(
      @Reference Reproduction reproduction, @Reference ReporterRegistry reporters) {
    this.reproduction = reproduction;
    this.reporters = reporters;
  }

  /** Boots the kernels of the tables, runs the workloads, prints both. */
  @Descriptor(SUMMARY)
  public Object reproduce(CommandSession session, String[] arguments) throws Exception {
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> reproduction.reproduce(plan(given), Progress.NONE));
  }

  static Synopsis synopsis() {
    return new Synopsis("reproduce", SUMMARY)
        .flag("--quick", "only MemTotal, which is arithmetic; no workload runs")
        .option("--seed", "N", "of the workloads; 1 when not given")
        .note(
            "Tables of the per-page shadow series (2017) and of five real guests;"
                + " docs/reproduce.md tells where each figure comes from.")
        .note("Status 0: done, however far off; 2: bad request.");
  }

  static ReproducePlan plan(Synopsis.Given given) {
    String seed = given.option("--seed");
    if (!seed.matches("[0-9]{0,18}")) {
      throw new BadInputException("--seed takes a whole number, not '" + seed + "'");
    }
    return new ReproducePlan(given.flag("--quick"), seed.isEmpty() ? 1 : Long.parseLong(seed));
  }
}
