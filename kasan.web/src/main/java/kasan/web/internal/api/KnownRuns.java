// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import kasan.web.internal.json.Refusal;

/** Runs by the names that paths hold. */
final class KnownRuns {
  private final Runs runs;

  KnownRuns(Runs runs) {
    this.runs = runs;
  }

  /** Wants something of a run. */
  @FunctionalInterface
  interface Wish<T> {
    /** Waits for it. */
    T of(Run run) throws InterruptedException;
  }

  /**
   * The run.
   *
   * @throws Refusal when there is none of that name
   */
  Run named(String name) {
    List<Run> all = runs.all();
    return all.stream()
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.NOT_FOUND,
                    BadInputException.unknownName("run", name, all.stream().map(Run::name).toList())
                        .toString()));
  }

  /**
   * Has something done by a run.
   *
   * @throws Refusal when there is none of that name, or it is over
   */
  <T> T ask(String name, Wish<T> wish) throws InterruptedException {
    Run run = named(name);
    try {
      return wish.of(run);
    } catch (BadInputException e) {
      if (run.status().state().over()) {
        throw new Refusal(Refusal.CONFLICT, e.toString());
      }
      throw e;
    }
  }
}
