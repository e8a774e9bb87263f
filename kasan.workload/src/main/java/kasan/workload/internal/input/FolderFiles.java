// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import kasan.api.BadInputException;

/**
 * The files of a folder and of its sub-folders; not deeper, and no hidden ones, so that a folder
 * that is no recording is not searched through.
 */
final class FolderFiles implements StoredFiles {
  private static final int MAX_FILES = 10_000;

  private final Path folder;
  private final TreeSet<String> paths = new TreeSet<>();

  FolderFiles(Path folder) throws IOException {
    this.folder = folder;
    collect(folder, "", 2);
  }

  private void collect(Path from, String prefix, int levels) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isRegularFile(entry)) {
          paths.add(prefix + name);
        } else if (levels > 1 && Files.isDirectory(entry)) {
          collect(entry, prefix + name + "/", levels - 1);
        }
        if (paths.size() > MAX_FILES) {
          throw new BadInputException(
              folder + ": more than " + MAX_FILES + " files; expected the folder of a recording");
        }
      }
    }
  }

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public SortedSet<String> paths() {
    return paths;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(folder.resolve(path));
  }

  @Override
  public long bytes(String path) throws IOException {
    return Files.size(folder.resolve(path));
  }

  @Override
  public String label(String path) {
    return folder.resolve(path).toString();
  }
}
