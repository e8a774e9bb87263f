// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.arch.AddressLayout;
import kasan.lab.api.kernel.SlabUse;
import org.jspecify.annotations.Nullable;

/**
 * Counts slab pages by the block that they lie in, and keeps the most there were. Counts are kept
 * in chunks of {@value #CHUNK} blocks that come with their first slab page.
 */
final class SlabBlocks implements PageMap.SlabWatch {
  private static final int CHUNK_SHIFT = 9;
  private static final int CHUNK = 1 << CHUNK_SHIFT;

  private final byte[] @Nullable [] pagesOfBlock;
  private long pages;
  private long pagesPeak;
  private long blocks;
  private long blocksPeak;

  /** Counts what is there, and all that changes from now on. */
  SlabBlocks(PageMap map) {
    long most = (map.frames() >> AddressLayout.GENERIC_SCALE_SHIFT) + 1;
    pagesOfBlock = new byte[(int) (most >> CHUNK_SHIFT) + 1][];
    for (long pfn = 0; pfn < map.frames(); ) {
      long end = map.endOfKind(pfn, map.frames());
      if (map.slab(pfn)) {
        for (; pfn < end; pfn++) {
          changed(pfn, true);
        }
      }
      pfn = end;
    }
    map.watch(this);
  }

  @Override
  public void changed(long pfn, boolean slab) {
    long block = pfn >> AddressLayout.GENERIC_SCALE_SHIFT;
    int index = (int) (block >> CHUNK_SHIFT);
    byte[] chunk = pagesOfBlock[index];
    if (chunk == null) {
      chunk = new byte[CHUNK];
      pagesOfBlock[index] = chunk;
    }
    int at = (int) block & (CHUNK - 1);
    if (slab) {
      pages++;
      pagesPeak = Math.max(pagesPeak, pages);
      if (chunk[at]++ == 0) {
        blocks++;
        blocksPeak = Math.max(blocksPeak, blocks);
      }
    } else {
      pages--;
      if (--chunk[at] == 0) {
        blocks--;
      }
    }
  }

  /** Blocks by the number of slab pages in them, of a map as it is now; those without are 0. */
  static long[] byPages(PageMap map) {
    long[] blocks = new long[(1 << AddressLayout.GENERIC_SCALE_SHIFT) + 1];
    long block = -1;
    int inBlock = 0;
    for (long pfn = 0; pfn < map.frames(); ) {
      long end = map.endOfKind(pfn, map.frames());
      for (boolean slab = map.slab(pfn); slab && pfn < end; pfn++) {
        if (pfn >> AddressLayout.GENERIC_SCALE_SHIFT != block) {
          blocks[inBlock]++;
          block = pfn >> AddressLayout.GENERIC_SCALE_SHIFT;
          inBlock = 0;
        }
        inBlock++;
      }
      pfn = end;
    }
    blocks[inBlock]++;
    blocks[0] = 0;
    return blocks;
  }

  SlabUse use() {
    return new SlabUse(pages, pagesPeak, blocks, blocksPeak);
  }
}
