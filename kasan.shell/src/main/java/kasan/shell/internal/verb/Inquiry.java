// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.List;
import kasan.api.report.Result;

/**
 * What all verbs with a result have in common: parse, settle the delivery, do the work, deliver.
 */
final class Inquiry {
  private Inquiry() {}

  /** The work of a verb. */
  @FunctionalInterface
  interface Question {
    /**
     * @param given arguments that fit the synopsis
     */
    Result ask(Synopsis.Given given) throws Exception;
  }

  /**
   * Runs a verb.
   *
   * @param synopsis what it takes, without {@code --format} and {@code --out}
   * @param directory that relative paths start from
   * @return an {@link Answer}, or text when help was asked for
   * @throws kasan.api.BadInputException when arguments, format or file cannot be used
   */
  static Object run(
      Synopsis synopsis, Reporters reporters, Path directory, List<?> arguments, Question question)
      throws Exception {
    Synopsis.Given given = synopsis.delivered().parse(arguments);
    if (given.help()) {
      return given.usage();
    }
    Delivery delivery = Delivery.of(given, reporters, directory.toAbsolutePath());
    return delivery.answer(question.ask(given));
  }
}
