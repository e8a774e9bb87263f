// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import java.util.List;

/**
 * How fragmented the memory of a machine is that has been up: those of its page blocks that hold
 * memory of the kernel, wholly or partly. A page block is the aligned run of pages that share a
 * migrate type. All other memory is taken to be as after boot.
 *
 * @param name of the recording that it was taken from
 * @param pageShift log2 of the page size there
 * @param blockOrder log2 of the pages of a page block there
 * @param ramPages RAM of that machine, in pages
 * @param blocks ascending
 */
public record Ageing(
    String name, int pageShift, int blockOrder, long ramPages, List<AgedBlock> blocks) {
  /** Copies the list. */
  public Ageing {
    blocks = List.copyOf(blocks);
  }

  /** Pages of one use in all of its blocks. */
  public long pages(AgedBlock.Use use) {
    long pages = 0;
    for (AgedBlock block : blocks) {
      for (AgedBlock.Stretch stretch : block.stretches()) {
        pages += stretch.use() == use ? stretch.pages() : 0;
      }
    }
    return pages;
  }
}
