// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.util.Collection;
import kasan.api.BadInputException;

/**
 * A line of a file, for messages.
 *
 * @param file as the user named it
 * @param line from 1
 */
record Where(String file, int line) {
  /** The line should have held something else. */
  BadInputException expected(String what, String got) {
    return new BadInputException(this + ": expected " + what + ", not '" + got + "'");
  }

  /** Something is missing at the end of the line. */
  BadInputException missing(String what) {
    return new BadInputException(this + ": expected " + what + " at the end of the line");
  }

  /** A name that nothing has. */
  BadInputException unknown(String kind, String given, Collection<String> known) {
    String message = BadInputException.unknownName(kind, given, known).getMessage();
    return new BadInputException(this + ": " + message);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
