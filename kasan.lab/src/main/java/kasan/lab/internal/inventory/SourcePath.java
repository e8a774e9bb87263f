// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import kasan.api.BadInputException;
import kasan.lab.api.RunPlan;

/** Files that plans name by text. */
public final class SourcePath {
  private SourcePath() {}

  /**
   * Where a recording lies.
   *
   * @param source a path, with or without {@code rec:} before it
   */
  public static Path ofRecording(String source) {
    return of(
        source.startsWith(RunPlan.RECORDING)
            ? source.substring(RunPlan.RECORDING.length())
            : source);
  }

  /**
   * A path.
   *
   * @throws BadInputException when the text cannot be one
   */
  public static Path of(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadInputException("'" + text + "' is no path", e);
    }
  }
}
