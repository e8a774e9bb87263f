// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.List;

/**
 * What /proc/pagetypeinfo says of one migrate type in one zone.
 *
 * @param zone as {@code node/zone}
 * @param type as the kernel prints it, such as {@code Unmovable}
 * @param blockOrder log2 of the pages of a page block
 * @param blocks page blocks that have this type
 * @param freeBlocks free blocks on the lists of this type, by order
 */
public record PageTypeInfo(
    String zone, String type, int blockOrder, long blocks, List<Long> freeBlocks) {
  /** Copies the list. */
  public PageTypeInfo {
    freeBlocks = List.copyOf(freeBlocks);
  }

  /** Pages in all of its free blocks. */
  public long freePages() {
    long pages = 0;
    for (int order = 0; order < freeBlocks.size(); order++) {
      pages += freeBlocks.get(order) << order;
    }
    return pages;
  }
}
