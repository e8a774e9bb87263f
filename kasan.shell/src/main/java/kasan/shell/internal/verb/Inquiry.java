// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import org.apache.felix.service.command.CommandSession;

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
   * Runs a verb. Ctrl-C stops its work.
   *
   * @param synopsis what it takes, without {@code --format} and {@code --out}
   * @param session that it is run in
   * @return an {@link Answer}, or text when help was asked for
   * @throws BadInputException when arguments, format or file cannot be used, or the work was
   *     stopped
   */
  static Object run(
      Synopsis synopsis,
      Reporters reporters,
      CommandSession session,
      List<?> arguments,
      Question question)
      throws Exception {
    return stoppable(
        synopsis,
        session,
        () -> run(synopsis, reporters, session.currentDir(), arguments, question));
  }

  /**
   * Does the work of a verb in this thread; Ctrl-C stops it.
   *
   * @throws BadInputException when it was stopped
   */
  static <T> T stoppable(Synopsis synopsis, CommandSession session, Callable<T> work)
      throws Exception {
    InterruptKey key = InterruptKey.of(session);
    try {
      return work.call();
    } catch (InterruptedException e) {
      throw stopped(synopsis, e);
    } catch (IllegalStateException e) {
      // among them the CancellationException of those who looked for the interrupt
      throw e instanceof CancellationException || e.getCause() instanceof InterruptedException
          ? stopped(synopsis, e)
          : e;
    } finally {
      if (key != null) {
        key.close();
      }
    }
  }

  private static BadInputException stopped(Synopsis synopsis, Exception why) {
    return new BadInputException(synopsis.verb() + " was stopped", why);
  }

  /**
   * Runs a verb.
   *
   * @param directory that relative paths start from
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
