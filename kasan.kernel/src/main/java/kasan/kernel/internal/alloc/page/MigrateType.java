// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/**
 * What can become of a page; pages of one type are kept together in page blocks. In the order of
 * {@link kasan.lab.api.recording.AgedBlock.Mobility}.
 */
public enum MigrateType {
  /** Stays where it is: most of the kernel's own memory. */
  UNMOVABLE,
  /** Can be copied elsewhere: user memory, page cache. */
  MOVABLE,
  /** Goes away when asked: caches of inodes and dentries. */
  RECLAIMABLE;

  static final int COUNT = 3;

  /** The type of pages allocated with these flags. */
  static int ofGfp(int gfp) {
    if ((gfp & Gfp.MOVABLE) != 0) {
      return MOVABLE.ordinal();
    }
    return (gfp & Gfp.RECLAIMABLE) != 0 ? RECLAIMABLE.ordinal() : UNMOVABLE.ordinal();
  }
}
