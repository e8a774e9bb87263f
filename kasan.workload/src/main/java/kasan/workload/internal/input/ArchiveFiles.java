// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files in an archive. */
abstract class ArchiveFiles implements StoredFiles {
  final Path archive;
  final TreeSet<String> paths = new TreeSet<>();

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
    return paths;
  }

  @Override
  public final String label(String path) {
    return archive + ": " + path;
  }
}
