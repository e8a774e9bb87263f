// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** Files as somebody stored them: names with their compression suffix, bytes untouched. */
interface StoredFiles {
  /** What users call the whole. */
  String name();

  /** Relative paths with slashes. */
  SortedSet<String> paths();

  /** Opens the stored bytes of one of {@link #paths}. */
  InputStream open(String path) throws IOException;

  /** How many those are; negative where nobody knows. */
  long bytes(String path) throws IOException;

  /** Whether they lie in the file system one by one, so that each can grow. */
  default boolean separate() {
    return true;
  }

  /** How messages name a file. */
  String label(String path);
}
