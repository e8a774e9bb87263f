// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.Set;
import kasan.api.workload.EventKind;

/** Which memory comes with files, and stays when nobody uses them, as long as there is room. */
public final class FileMemory {
  /** Highest order of a block of pages. */
  public static final int MOST_ORDER = 10;

  /** Caches of what a file's contents need once they are read: nodes of page cache, extents. */
  private static final Set<String> OF_CONTENTS = Set.of("radix_tree_node", "extent_status");

  /** Caches of what finding a file needs: its security, blocks of directories and inode tables. */
  private static final Set<String> OF_METADATA = Set.of("buffer_head", "lsm_inode_cache");

  private static final String DENTRY = "dentry";

  /** Caches of inodes that no disk backs: they stay until they are deleted. */
  private static final Set<String> PINNED =
      Set.of(
          "inode_cache",
          "proc_inode_cache",
          "shmem_inode_cache",
          "sock_inode_cache",
          "tracefs_inode_cache",
          "debugfs_inode_cache",
          "hugetlbfs_inode_cache",
          "mqueue_inode_cache",
          "bdev_cache",
          "rpc_inode_cache");

  private FileMemory() {}

  /** Whether a cache holds inodes of files on disk. */
  public static boolean isInode(String cache) {
    return (cache.endsWith("_inode_cache") || cache.endsWith("_inode"))
        && !cache.equals("lsm_inode_cache")
        && !cache.equals("jbd2_inode")
        && !PINNED.contains(cache);
  }

  /** Whether a cache's objects come with files on disk. */
  public static boolean isOfFiles(String cache) {
    return isInode(cache)
        || cache.equals(DENTRY)
        || OF_METADATA.contains(cache)
        || OF_CONTENTS.contains(cache);
  }

  /** Whether a cache's objects come with a file when it is read, not when it is found. */
  public static boolean isOfContents(String cache) {
    return OF_CONTENTS.contains(cache);
  }

  /** Whether a cache holds directory entries. */
  public static boolean isDentry(String cache) {
    return cache.equals(DENTRY);
  }

  /** Whether what a request asked for is cache when it stays: a file's objects or its pages. */
  public static boolean isCached(EventKind kind, String name) {
    return switch (kind) {
      case CACHE_ALLOC -> isOfFiles(name);
      case PAGE_ALLOC ->
          name.contains("__GFP_WRITE")
              || name.contains("MOVABLE")
                  && name.contains("__GFP_HARDWALL")
                  && !name.contains("__GFP_ZERO")
              || isOfBlockDevice(name);
      default -> false;
    };
  }

  /**
   * Whether pages hold blocks of a disk that are no file's contents: directories, asked for so that
   * they cannot fail, and inode tables, read ahead without waiting. They are not movable, but
   * cache.
   */
  public static boolean isOfBlockDevice(String gfp) {
    return gfp.contains("__GFP_COMP")
        && !gfp.contains("__GFP_ZERO")
        && (gfp.contains("__GFP_NOFAIL") && gfp.contains("__GFP_HARDWALL")
            || gfp.startsWith("GFP_NOWAIT|"));
  }
}
