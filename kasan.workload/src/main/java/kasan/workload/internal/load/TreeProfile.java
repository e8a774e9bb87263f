// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.EventKind;

/**
 * What reading a tree asks for.
 *
 * @param profile of a recording in which a tree was read
 * @param files inodes that were read in it
 * @param bytesPerFile size of a file, on average
 */
record TreeProfile(LoadProfile profile, long files, long bytesPerFile) {
  /** Of a profile in which most of the inodes asked for stayed in the end. */
  static TreeProfile of(LoadProfile profile, long bytesPerFile) {
    long files = 1;
    for (LoadProfile.Request request : profile.requests()) {
      if (request.cached() && FileMemory.isInode(request.name())) {
        files = Math.max(files, request.count());
      }
    }
    return new TreeProfile(profile, files, bytesPerFile);
  }

  /** Objects of a cache that are there in the end for each inode that was read. */
  double keptPerFile(String cache) {
    double kept = 0;
    for (LoadProfile.Request request : profile.requests()) {
      if (request.cached() && request.name().equals(cache)) {
        kept += request.kept();
      }
    }
    return kept / files;
  }

  /** What each file takes beyond what was recorded: path names, and opening and reading it. */
  Opening opening(int pathNames, int opens) {
    return new Opening(profile.requests(), files, pathNames, opens);
  }

  /** Pages of directories and inode tables that are there in the end, in single pages. */
  List<LoadProfile.Request> metadataPages() {
    var pages = new ArrayList<LoadProfile.Request>();
    for (LoadProfile.Request request : profile.requests()) {
      if (request.kind() == EventKind.PAGE_ALLOC
          && request.cached()
          && request.extra() == 0
          && FileMemory.isOfBlockDevice(request.name())) {
        pages.add(request);
      }
    }
    return pages;
  }

  /** The same on another kernel: a cache that it has, too, keeps the sizes that it has there. */
  TreeProfile on(LoadProfile machine) {
    Map<String, LoadProfile.Standing> there = new HashMap<>();
    for (LoadProfile.Request each : machine.requests()) {
      if (each.kind() == EventKind.CACHE_ALLOC) {
        there.put(
            each.name(),
            new LoadProfile.Standing(each.name(), each.bytes(), each.extra(), 0, false));
      }
    }
    for (LoadProfile.Standing each : machine.standing()) {
      there.put(each.cache(), each);
    }
    var requests = new ArrayList<LoadProfile.Request>();
    for (LoadProfile.Request each : profile.requests()) {
      LoadProfile.Standing known =
          each.kind() == EventKind.CACHE_ALLOC ? there.get(each.name()) : null;
      requests.add(known == null ? each : each.sized(known.objectBytes(), known.slotBytes()));
    }
    return new TreeProfile(
        new LoadProfile(
            profile.origin(), profile.start(), profile.standing(), requests, profile.ageing()),
        files,
        bytesPerFile);
  }
}
