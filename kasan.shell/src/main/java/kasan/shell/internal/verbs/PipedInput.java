// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kasan.api.BadInputException;

/** Standard input of the process, where somebody pipes something into it. */
final class PipedInput {
  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/0");

  private PipedInput() {}

  /**
   * Refuses to ignore what is piped in, when a verb was given no input and would take another.
   *
   * @throws BadInputException when standard input is a pipe or a file with something in it
   */
  static void refuseIfAny(String verb) {
    if (isPipe() || hasFile()) {
      throw new BadInputException(
          verb
              + ": no INPUT, and standard input is piped; to read it: "
              + verb
              + " -   to leave it: "
              + verb
              + " </dev/null");
    }
  }

  private static boolean isPipe() {
    try {
      return Files.readSymbolicLink(DESCRIPTOR).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean hasFile() {
    try {
      return Files.isRegularFile(DESCRIPTOR) && Files.size(DESCRIPTOR) > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
