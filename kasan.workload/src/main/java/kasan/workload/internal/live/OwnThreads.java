// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The threads of this process, as the kernel numbers them. */
final class OwnThreads {
  private static final Path TASKS = Path.of("/proc/self/task");

  /** Threads that ended stay: what they did is still in the buffers. */
  private final Set<Integer> known = new HashSet<>();

  /** Looks for new ones. */
  void look() throws IOException {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        known.add(Integer.valueOf(String.valueOf(task.getFileName())));
      }
    }
  }

  boolean has(int thread) {
    return known.contains(thread);
  }
}
