// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.wall.Wall;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Words;

/** The option that says how long one call of foreign code may take; the same for all verbs. */
final class HangLimit {
  private static final String OPTION = "--hang-limit";
  private static final int MOST_SECONDS = 3600;

  private HangLimit() {}

  /** A synopsis with the option added. */
  static Synopsis in(Synopsis synopsis) {
    return synopsis.option(
        OPTION,
        "SECONDS",
        "how long one call of a scheme may take; " + Wall.USUAL_SECONDS + " when not given",
        Words.NONE);
  }

  /** What was given, or the usual limit. */
  static int of(Arguments given) {
    return (int) given.number(OPTION, Wall.USUAL_SECONDS, 1, MOST_SECONDS);
  }
}
