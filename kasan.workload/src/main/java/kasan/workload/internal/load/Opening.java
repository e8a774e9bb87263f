// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kasan.api.workload.EventKind;
import kasan.workload.internal.load.LoadProfile.Request;
import org.jspecify.annotations.Nullable;

/**
 * What each file of a tree takes beyond what was recorded: path names, and what opening and reading
 * it asks for, in the order of Linux: its path name and the open file; where its blocks lie; what
 * carries them from the disk. Found with Linux 6.12 and ext4, whose tracepoints counted an open
 * file, a bio, an extent and two paths to extents for each file that cat read.
 */
final class Opening {
  /**
   * One request of it.
   *
   * @param life how many requests later it is freed
   */
  record Part(Request request, long life) {}

  private static final String OPEN_FILE = "filp";
  private static final long PATH_BYTES = 96;

  /** An open file outlives the other parts. */
  private static final long OPEN = 6;

  private final double opens;
  private final List<List<Part>> byOpens = new ArrayList<>();

  /**
   * @param recorded requests while files were found and some of them read
   * @param files how many were found
   * @param pathNames to look up with each file, besides
   * @param opens how often a file is to be opened, those that were recorded included
   */
  Opening(List<Request> recorded, long files, int pathNames, int opens) {
    Request file = most(recorded, EventKind.CACHE_ALLOC, OPEN_FILE, 0);
    double before = file == null ? 0 : (double) file.count() / files;
    this.opens = Math.max(0, opens - before);
    var parts = new ArrayList<Part>();
    Request name = most(recorded, EventKind.CACHE_ALLOC, "names_cache", 0);
    if (name != null) {
      parts.addAll(Collections.nCopies(pathNames, new Part(name, 1)));
    }
    byOpens.add(List.copyOf(parts));
    for (int i = 0; i < opens; i++) {
      add(parts, name, 2);
      add(parts, file, OPEN);
      add(parts, most(recorded, EventKind.KMALLOC, "", PATH_BYTES), 1);
      add(parts, most(recorded, EventKind.CACHE_ALLOC, "extent_status", 0), 1);
      add(parts, most(recorded, EventKind.KMALLOC, "", PATH_BYTES), 1);
      add(parts, most(recorded, EventKind.CACHE_ALLOC, "bio-", 0), 1);
      byOpens.add(List.copyOf(parts));
    }
  }

  /** What one file takes. */
  List<Part> parts(long file) {
    return byOpens.get((int) CachedFiles.share(file, opens));
  }

  private static void add(List<Part> parts, @Nullable Request request, long life) {
    if (request != null) {
      parts.add(new Part(request, life));
    }
  }

  /** The most frequent request of a cache or size; null when there was none. */
  private static @Nullable Request most(
      List<Request> recorded, EventKind kind, String name, long slotBytes) {
    Request most = null;
    for (Request request : recorded) {
      boolean like =
          request.kind() == kind
              && request.name().startsWith(name)
              && (slotBytes == 0 || request.extra() == slotBytes);
      if (like && (most == null || request.count() > most.count())) {
        most = request;
      }
    }
    return most;
  }
}
