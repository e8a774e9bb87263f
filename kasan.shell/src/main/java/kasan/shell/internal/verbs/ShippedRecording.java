// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/** The recording that comes with the product, for those who give none. */
final class ShippedRecording {
  private static final String FOLDER = "recordings";

  private ShippedRecording() {}

  /**
   * The first by name in {@code recordings/} of the first of these folders, or of one above it,
   * that has any.
   *
   * @throws BadInputException when there is none
   */
  static Path find(List<Path> starts) {
    for (Path start : starts) {
      for (Path folder = start; folder != null; folder = folder.getParent()) {
        Path found = firstIn(folder.resolve(FOLDER));
        if (found != null) {
          return found;
        }
      }
    }
    throw new BadInputException(
        "no INPUT, and no recording in "
            + FOLDER
            + "/ of the product's folder; give a folder, an archive or a trace file");
  }

  private static @Nullable Path firstIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(ShippedRecording::isRecording).sorted().findFirst().orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isRecording(Path path) {
    String name = path.getFileName().toString();
    return Files.isDirectory(path) || name.endsWith(".zip") || name.endsWith(".tar");
  }
}
