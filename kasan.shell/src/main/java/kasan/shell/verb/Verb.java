// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import kasan.api.report.Result;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A verb of the shell; an OSGi service that carries {@link VerbInfo}. Any thread may call it, and
 * several may at once.
 */
@ConsumerType
public interface Verb {
  /**
   * What it takes: help, parsing and completion follow from it. Cheap, since completion asks for it
   * while the user types.
   */
  Synopsis synopsis();

  /**
   * Does its work and returns what it found out, which is printed as {@code --format} and {@code
   * --out} say. {@link Result#status()} becomes the exit status.
   *
   * <p>Ctrl-C interrupts the thread. A verb that has something to show by then returns it; any
   * other lets the {@link InterruptedException} pass.
   *
   * @param given arguments that fit the synopsis
   * @param session where the verb was typed
   * @throws kasan.api.BadInputException for a bad request or bad input: status 2 and its one line
   */
  Result run(Arguments given, VerbSession session) throws Exception;
}
