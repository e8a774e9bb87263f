// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.memory.FrameUse;

/**
 * A page-table entry, as a {@code long}: pfn from bit {@value #PFN_SHIFT} up, flags below. 0 is an
 * entry that is not present. The use of a real frame stands in it, as software bits would.
 */
final class Entry {
  static final long ABSENT = 0;
  static final long PRESENT = 1;
  static final long WRITABLE = 1 << 1;

  /** Leads to memory rather than to a table. */
  static final long LEAF = 1 << 2;

  /** Leads to a shared read-only page, or to a table of its chain. */
  static final long SHARED = 1 << 3;

  private static final int LEVEL_SHIFT = 4;
  private static final int USE_SHIFT = 7;
  private static final int PFN_SHIFT = 10;
  private static final FrameUse[] USES = FrameUse.values();

  private Entry() {}

  static long table(long pfn) {
    return pfn << PFN_SHIFT | PRESENT | WRITABLE;
  }

  static long sharedTable(long pfn) {
    return pfn << PFN_SHIFT | PRESENT | SHARED;
  }

  static long sharedLeaf(long pfn) {
    return pfn << PFN_SHIFT | PRESENT | SHARED | LEAF;
  }

  static long realLeaf(long pfn, FrameUse use, int level) {
    return pfn << PFN_SHIFT
        | (long) use.ordinal() << USE_SHIFT
        | (long) level << LEVEL_SHIFT
        | PRESENT
        | WRITABLE
        | LEAF;
  }

  /** The entry like this one that leads so many frames further on. */
  static long behind(long entry, long frames) {
    return entry + (frames << PFN_SHIFT);
  }

  static long pfn(long entry) {
    return entry >>> PFN_SHIFT;
  }

  /** Table level of a leaf; 0 for the smallest. */
  static int level(long entry) {
    return (int) (entry >> LEVEL_SHIFT) & 7;
  }

  static FrameUse use(long entry) {
    return USES[(int) (entry >> USE_SHIFT) & 7];
  }

  static boolean present(long entry) {
    return (entry & PRESENT) != 0;
  }

  static boolean writable(long entry) {
    return (entry & WRITABLE) != 0;
  }

  static boolean leaf(long entry) {
    return (entry & LEAF) != 0;
  }

  static boolean shared(long entry) {
    return (entry & SHARED) != 0;
  }

  /** A leaf with a writable frame of its own. */
  static boolean real(long entry) {
    return (entry & (PRESENT | LEAF | SHARED)) == (PRESENT | LEAF);
  }
}
