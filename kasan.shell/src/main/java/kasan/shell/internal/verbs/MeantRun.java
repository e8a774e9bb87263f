// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Words;

/** The run that a user means: that which {@code RUN} or {@code --run} names, else the last. */
final class MeantRun {
  private static final String OPTION = "--run";

  private final Runs runs;

  MeantRun(Runs runs) {
    this.runs = runs;
  }

  /** Names of all runs. */
  private Words names() {
    return Words.from(() -> runs.all().stream().map(Run::name).toList());
  }

  /** For a verb whose operand is something else. */
  Synopsis option(Synopsis synopsis) {
    return synopsis.option(OPTION, "NAME", "which run; the last when not given", names());
  }

  /** For a verb whose only operand is the run. */
  Synopsis operand(Synopsis synopsis, String otherwise) {
    return synopsis
        .operand("RUN", "which run; " + otherwise + " when not given", names())
        .option(OPTION, "NAME", "the same", names());
  }

  /** True if a run was named, by operand or option. */
  boolean isNamed(Arguments given) {
    return !given.operand(0).isEmpty() || !given.option(OPTION).isEmpty();
  }

  /**
   * The run of a verb whose only operand is the run.
   *
   * @throws BadInputException when there is none, or none of that name
   */
  Run ofOperand(Arguments given) {
    String operand = given.operand(0);
    String option = given.option(OPTION);
    if (!operand.isEmpty() && !option.isEmpty() && !operand.equals(option)) {
      throw new BadInputException(
          given.verb() + " takes one run, not '" + operand + "' and '" + option + "'");
    }
    return named(operand.isEmpty() ? option : operand);
  }

  /** The run of any other verb. */
  Run ofOption(Arguments given) {
    return named(given.option(OPTION));
  }

  private Run named(String name) {
    List<Run> all = runs.all();
    if (all.isEmpty()) {
      throw new BadInputException("there is no run; 'run WORKLOAD|rec:PATH' starts one");
    }
    if (name.isEmpty()) {
      return all.get(all.size() - 1);
    }
    return all.stream()
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> BadInputException.unknownName("run", name, all.stream().map(Run::name).toList()));
  }

  /** What waits for a run. */
  @FunctionalInterface
  interface Wish {
    Result from(Run run) throws InterruptedException;
  }

  /**
   * Waits for what is asked of a run.
   *
   * @throws BadInputException when Ctrl-C stopped the waiting; the run goes on
   */
  static Result await(Run run, Wish wish) {
    try {
      return wish.from(run);
    } catch (InterruptedException e) {
      throw new BadInputException("stopped waiting for " + run.name() + "; it goes on", e);
    }
  }
}
