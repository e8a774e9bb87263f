// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import org.jspecify.annotations.Nullable;

/**
 * Something the user gave cannot be used: a name, an option, a file, a line in it.
 *
 * <p>The message is one line for the user: it names the thing (file and line where there are any)
 * and says what was expected. A shell prints it as it stands and ends with status 2. It never
 * carries a stack trace to the user, so whoever throws it says all that is needed.
 */
public class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line, without a trailing full stop, for the user
   */
  public BadInputException(String message) {
    super(message);
  }

  /**
   * @param message one line, without a trailing full stop, for the user
   * @param cause what was caught, for the log
   */
  public BadInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
