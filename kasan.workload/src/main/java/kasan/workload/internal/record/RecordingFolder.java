// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kasan.api.BadInputException;

/** The folder that a recording is written to; it, and what is in it, vanish unless it is kept. */
final class RecordingFolder {
  /** Holds the number of the process that records into the folder. */
  private static final String LOCK = ".recording";

  private final Path folder;
  private final boolean made;
  private final Path lock;
  private final Undo undo;
  private boolean kept;

  /** Whether what lies there is somebody else's. */
  private boolean foreign;

  /**
   * Makes the folder, if it is not there.
   *
   * @throws BadInputException when something lies there, or it cannot be made
   */
  RecordingFolder(Path folder, Undo undo) throws IOException {
    this.folder = folder;
    this.lock = folder.resolve(LOCK);
    this.made = !Files.exists(folder);
    this.undo = undo;
    if (made) {
      undo.change(this::make, this::removeFolder);
    } else if (!Files.isDirectory(folder)) {
      throw new BadInputException("record: " + folder + " is no folder");
    }
    if (!Files.isWritable(folder)) {
      throw new BadInputException("record: " + folder + " cannot be written to");
    }
    clearStaleLock();
    undo.change(this::lock, this::discard);
  }

  /** A lock of a recorder that was killed. */
  private void clearStaleLock() throws IOException {
    if (Files.exists(lock) && !Files.exists(Path.of("/proc", Files.readString(lock).strip()))) {
      Files.deleteIfExists(lock);
    }
  }

  private void lock() throws IOException {
    if (!isEmpty()) {
      foreign = true;
      throw new BadInputException(
          Files.exists(lock)
              ? "record: " + folder + " is in use: process " + owner() + " is recording into it"
              : "record: " + folder + " is not empty; expected a folder that is new or empty");
    }
    try {
      Files.writeString(lock, ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      foreign = true;
      throw new BadInputException(
          "record: " + folder + " is in use: process " + owner() + " is recording into it", e);
    }
  }

  private String owner() throws IOException {
    return Files.readString(lock).strip();
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
  void keep() throws IOException {
    undo.within(
        () -> {
          Files.delete(lock);
          kept = true;
        });
  }

  private void removeFolder() throws IOException {
    if (!kept && !foreign) {
      Files.deleteIfExists(folder);
    }
  }

  private void discard() throws IOException {
    if (kept || foreign) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.deleteIfExists(path);
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
