// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user reads of the recording that was given, not of where it is kept. */
class GivenRecordingTest {
  @TempDir private Path folder;

  private static String refusal(GivenRecording recording) {
    return String.valueOf(
        assertThrows(
                BadInputException.class,
                () ->
                    recording.use(
                        path -> {
                          throw new BadInputException(path + ": line 1: expected a trace");
                        }))
            .getMessage());
  }

  @Test
  void whatIsKeptForAWhileIsToldByItsName() {
    try (var kept = GivenRecording.keep("standard-input", Files::createFile)) {
      assertEquals("standard input: line 1: expected a trace", refusal(kept));
    }
  }

  @Test
  void whatAUserNamedIsToldByItsPath() {
    Path file = folder.resolve("standard-input");
    try (var given = GivenRecording.at(file)) {
      assertEquals(file + ": line 1: expected a trace", refusal(given));
    }
  }
}
