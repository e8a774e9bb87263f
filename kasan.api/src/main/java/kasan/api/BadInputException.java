// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import java.util.Collection;
import java.util.TreeSet;
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

  /** The message alone: shells print an exception by this, and users read nothing else of it. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return String.valueOf(getMessage());
  }

  /**
   * Refuses a name that nothing here has, in the same words wherever it happens.
   *
   * @param kind what it should have named, such as {@code scheme}
   * @param given what the user gave
   * @param known the names there are
   */
  public static BadInputException unknownName(String kind, String given, Collection<String> known) {
    var sorted = new TreeSet<String>(known);
    String message = "unknown " + kind + " '" + given + "'";
    if (sorted.isEmpty()) {
      return new BadInputException(message + "; there is none");
    }
    String nearest = NearestName.of(given, sorted);
    return new BadInputException(
        message
            + (nearest == null ? "; known: " : ": did you mean '" + nearest + "'? known: ")
            + String.join(", ", sorted));
  }
}
