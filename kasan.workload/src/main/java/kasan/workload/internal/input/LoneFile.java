// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** One file: a trace without the state of its machine. */
final class LoneFile implements StoredFiles {
  private final Path file;

  LoneFile(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public SortedSet<String> paths() {
    var paths = new TreeSet<String>();
    paths.add(String.valueOf(file.getFileName()));
    return paths;
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public long bytes(String path) throws IOException {
    return Files.size(file);
  }

  @Override
  public String label(String path) {
    return file.toString();
  }
}
