// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** What users call a boot profile: the name of a built-in one, or a file. */
final class ProfileName {
  private ProfileName() {}

  /** A file is meant where there is one; relative paths start where the user is. */
  static String of(String given, Path directory) {
    try {
      Path file = directory.resolve(given).normalize();
      return !given.isEmpty() && Files.isRegularFile(file) ? file.toString() : given;
    } catch (InvalidPathException e) {
      return given;
    }
  }
}
