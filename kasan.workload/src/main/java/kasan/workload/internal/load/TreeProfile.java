// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

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
}
