// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import java.util.List;

/**
 * What the pages of one page block are used for.
 *
 * @param number of the block: the pfn of its first page, divided by the pages of a block
 * @param mobility of its pages, as the allocator groups them
 * @param stretches its pages in ascending order, all of them
 */
public record AgedBlock(long number, Mobility mobility, List<Stretch> stretches) {
  /** The migrate types that pages are grouped by. */
  public enum Mobility {
    /** Stays where it is. */
    UNMOVABLE,
    /** Can be copied elsewhere. */
    MOVABLE,
    /** Goes away when asked. */
    RECLAIMABLE
  }

  /** What a page is used for. */
  public enum Use {
    /** On a free list. */
    FREE,
    /** Part of a slab. */
    SLAB,
    /** Of a process or the page cache. */
    MOVABLE,
    /** Any other: page tables, stacks, pages that nothing is known of. */
    OTHER
  }

  /**
   * Pages side by side with one use.
   *
   * @param use of them
   * @param order log2 of the pages of each slab; 0 for all other uses
   * @param count how many slabs, or pages
   */
  public record Stretch(Use use, int order, int count) {
    /** How many pages these are. */
    public int pages() {
      return count << order;
    }
  }

  /** Copies the list. */
  public AgedBlock {
    stretches = List.copyOf(stretches);
  }
}
