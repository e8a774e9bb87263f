// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.BadInputException;
import kasan.lab.api.RunPlan;
import kasan.shell.verb.Arguments;

/** The machine that we run on, as an input of a verb. */
final class LiveInput {
  /** Option that says for how long. */
  static final String SECONDS = "--seconds";

  private LiveInput() {}

  /** Whether a user means it. */
  static boolean is(String input) {
    return input.startsWith(RunPlan.LIVE);
  }

  /** The source for a plan. */
  static String source(String input, Arguments given) {
    long seconds = given.number(SECONDS, 0, 1, RunPlan.MOST_LIVE_SECONDS);
    if (seconds > 0 && !input.equals(RunPlan.LIVE)) {
      throw new BadInputException("give the seconds once: " + RunPlan.LIVE + " " + SECONDS + " N");
    }
    return seconds > 0 ? input + seconds : input;
  }

  /** For inputs that have an end of their own. */
  static void refuseSeconds(Arguments given) {
    if (!given.option(SECONDS).isEmpty()) {
      throw new BadInputException(
          SECONDS + " is for " + RunPlan.LIVE + ": other inputs run to their own end");
    }
  }
}
