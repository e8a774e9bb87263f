// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeMap;

/** The files in an archive. */
abstract class ArchiveFiles implements StoredFiles {
  final Path archive;

  /** Files by path, each with its bytes as {@link #open} gives them. */
  final TreeMap<String, Long> files = new TreeMap<>();

  ArchiveFiles(Path archive) {
    this.archive = archive;
  }

  @Override
  public final boolean separate() {
    return false;
  }

  @Override
  public final String name() {
    return archive.toString();
  }

  @Override
  public final SortedSet<String> paths() {
    return files.navigableKeySet();
  }

  @Override
  public final long bytes(String path) {
    return files.getOrDefault(path, -1L);
  }

  @Override
  public final String label(String path) {
    return archive + ": " + path;
  }
}
