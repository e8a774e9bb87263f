// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names of files and folders, those of the folder that is typed already.
 *
 * @param prefix that stands before the path
 */
record FileWords(String prefix) implements Words {
  @Override
  public List<String> offered(String typed, Path directory) {
    if (!typed.startsWith(prefix)) {
      return prefix.startsWith(typed) ? List.of(prefix) : List.of();
    }
    String path = typed.substring(prefix.length());
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    boolean hidden = path.startsWith(".", folder.length());
    try (Stream<Path> inside = Files.list(directory.resolve(folder))) {
      return inside
          .map(file -> file.getFileName() + (Files.isDirectory(file) ? "/" : ""))
          .filter(name -> hidden || !name.startsWith("."))
          .sorted()
          .map(name -> prefix + folder + name)
          .toList();
    } catch (IOException | InvalidPathException e) {
      return List.of(); // no such folder: nothing to offer
    }
  }
}
