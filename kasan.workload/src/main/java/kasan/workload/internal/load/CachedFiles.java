// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.EventKind;
import kasan.workload.internal.load.LoadProfile.Standing;
import org.jspecify.annotations.Nullable;

/**
 * Files as a kernel caches them: of each an inode, directory entries, what hangs on the inode, and
 * pages of the page cache; as many of each per inode as recorded. A file has the same handles
 * whenever it is read, so that reading it again is a hit for what is still there.
 */
final class CachedFiles {
  private static final long FIRST_HANDLE = 1L << 48;
  private static final int FILE_BITS = 12;
  private static final int FIRST_PAGE = 1 << 10;
  private static final int FIRST_METADATA_PAGE = 1 << 11;

  /** Pages of a file at the most. */
  static final int MOST_PAGES = 1 << 10;

  /** Rows that reading one file takes at the most. */
  static final int MOST_ROWS = 2 * MOST_PAGES + 256;

  private static final int MOST_OBJECTS = 16;

  private record Kind(long objectBytes, long slotBytes, int name, double perInode, boolean owned) {}

  private record Metadata(int flags, double perInode) {}

  private final Rows rows;
  private final Kind inode;
  private final List<Kind> others = new ArrayList<>();
  private final Map<String, Double> perFile = new HashMap<>();
  private final List<Metadata> metadata = new ArrayList<>();
  private final double pagesPerInode;
  private final int pageFlags;

  /**
   * @param profile of a machine with files in use
   * @param tree of reading a tree, which tells what finding a file takes; null when the profile
   *     tells that, too
   * @param pagesPerInode pages of each file, on average
   */
  CachedFiles(LoadProfile profile, @Nullable TreeProfile tree, double pagesPerInode, Rows rows) {
    this.rows = rows;
    this.pagesPerInode = Math.min(pagesPerInode, MOST_PAGES - 1.0);
    this.pageFlags = rows.number("GFP_HIGHUSER_MOVABLE");
    Standing inodes = inodes(profile);
    this.inode = kind(inodes, 1, rows);
    perFile.put(inodes.cache(), 1.0);
    for (Standing each : profile.standing()) {
      if (each.files() && !FileMemory.isInode(each.cache())) {
        double perInode = (double) each.objects() / Math.max(1, inodes.objects());
        if (tree != null && !FileMemory.isOfContents(each.cache())) {
          perInode = tree.keptPerFile(each.cache());
        }
        add(each, Math.min(perInode, MOST_OBJECTS - 1.0));
      }
    }
    if (tree != null) {
      addMetadata(tree);
    }
  }

  private void add(Standing each, double perInode) {
    others.add(kind(each, perInode, rows));
    perFile.put(each.cache(), perInode);
  }

  /** Reading the tree brings pages of directories and inode tables with it. */
  private void addMetadata(TreeProfile tree) {
    for (LoadProfile.Request each : tree.metadataPages()) {
      double perInode = (double) each.kept() / tree.files();
      metadata.add(new Metadata(rows.number(each.name()), Math.min(perInode, MOST_OBJECTS - 1.0)));
    }
  }

  private static Kind kind(Standing of, double perInode, Rows rows) {
    boolean owned = !FileMemory.isDentry(of.cache());
    return new Kind(of.objectBytes(), of.slotBytes(), rows.number(of.cache()), perInode, owned);
  }

  /** The most numerous inodes of a profile; none when it has no files. */
  static Standing inodes(LoadProfile profile) {
    Standing most = new Standing("inode", 1, 1, 0, true);
    for (Standing each : profile.standing()) {
      if (each.files() && FileMemory.isInode(each.cache()) && each.objects() > most.objects()) {
        most = each;
      }
    }
    return most;
  }

  /** How many objects of a cache come with so many files. */
  long objectsOf(Standing cache, long files) {
    Double each = perFile.get(cache.cache());
    return each == null ? 0 : (long) (files * each);
  }

  /** Page cache per inode of a profile's machine, in pages. */
  static double cachedPages(LoadProfile profile, int pageShift) {
    long inodes = Math.max(1, inodes(profile).objects());
    return (double) (profile.start().cachedKb() >> (pageShift - 10)) / inodes;
  }

  /** Reads a file, with all that the kernel makes for it. */
  void read(long file) {
    long first = FIRST_HANDLE + (file << FILE_BITS);
    object(first, inode, 0);
    long slot = 1;
    for (int i = 0; i < others.size(); i++) {
      Kind kind = others.get(i);
      for (long n = share(file, kind.perInode()); n > 0; n--) {
        object(first + slot++, kind, kind.owned() ? first : 0);
      }
    }
    for (long page = share(file, pagesPerInode) - 1; page >= 0; page--) {
      long handle = first + FIRST_PAGE + page;
      rows.ask(EventKind.PAGE_ALLOC, handle, 0, 0, pageFlags);
      rows.evictable(handle, first);
    }
    slot = first + FIRST_METADATA_PAGE;
    for (int i = 0; i < metadata.size(); i++) {
      for (long n = share(file, metadata.get(i).perInode()); n > 0; n--) {
        rows.ask(EventKind.PAGE_ALLOC, slot, 0, 0, metadata.get(i).flags());
        rows.evictable(slot++, 0);
      }
    }
  }

  private void object(long handle, Kind kind, long owner) {
    rows.ask(EventKind.CACHE_ALLOC, handle, kind.objectBytes(), kind.slotBytes(), kind.name());
    rows.evictable(handle, owner);
  }

  /** Of a figure per file what falls on one file, so that the sum over files is right. */
  static long share(long file, double perFile) {
    return (long) ((file + 1) * perFile) - (long) (file * perFile);
  }
}
