// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import kasan.api.BadInputException;
import kasan.api.report.Medium;
import kasan.shell.verb.Arguments;

/** When a result is printed with colours. */
enum Colour {
  /** Where the medium has them. */
  AUTO,
  /** Into files and pipes as well. */
  ALWAYS,
  /** Nowhere. */
  NEVER;

  /** Option of every verb that chooses. */
  static final String OPTION = "--color";

  static String[] words() {
    return Arrays.stream(values()).map(Colour::word).toArray(String[]::new);
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What the user wants.
   *
   * @throws BadInputException when it is none of these
   */
  static Colour of(Arguments given) {
    String word = given.option(OPTION, AUTO.word());
    for (Colour each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw BadInputException.unknownName("value of " + OPTION, word, List.of(words()));
  }

  /** What is printed on, with colours or without. */
  Medium on(Medium medium) {
    return this == AUTO ? medium : new Medium(medium.width(), this == ALWAYS);
  }
}
