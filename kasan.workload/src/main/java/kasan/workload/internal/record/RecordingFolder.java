// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kasan.api.BadInputException;

/** The folder that a recording is written to; it, and what is in it, vanish unless it is kept. */
final class RecordingFolder {
  private final Path folder;
  private final boolean made;
  private boolean kept;

  /**
   * Makes the folder, if it is not there.
   *
   * @throws BadInputException when something lies there, or it cannot be made
   */
  RecordingFolder(Path folder, Undo undo) throws IOException {
    this.folder = folder;
    this.made = !Files.exists(folder);
    if (made) {
      make();
    } else if (!Files.isDirectory(folder)) {
      throw new BadInputException("record: " + folder + " is no folder");
    } else if (!isEmpty()) {
      throw new BadInputException(
          "record: " + folder + " is not empty; expected a folder that is new or empty");
    }
    undo.add(this::discard);
    if (!Files.isWritable(folder)) {
      throw new BadInputException("record: " + folder + " cannot be written to");
    }
  }

  private void make() throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileSystemException e) {
      String reason = e.getReason();
      throw new BadInputException(
          "record: cannot make the folder "
              + folder
              + ": "
              + (reason == null ? "is there a " + folder.getParent() + "?" : reason),
          e);
    }
  }

  private boolean isEmpty() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  Path path() {
    return folder;
  }

  /** The recording is whole. */
  void keep() {
    kept = true;
  }

  private void discard() throws IOException {
    if (kept) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (made || !path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
  }

  /** Size in bytes of each file, by relative path. */
  SortedMap<String, Long> sizes() throws IOException {
    var sizes = new TreeMap<String, Long>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        sizes.put(folder.relativize(path).toString(), Files.size(path));
      }
    }
    return sizes;
  }
}
