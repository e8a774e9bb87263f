// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import kasan.api.memory.PageKind;
import kasan.lab.api.kernel.SlabUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabBlocksTest {
  private static final int FRAMES = 6000;
  private static final int BLOCK_PAGES = 8;

  private final PageMap pages = new PageMap(FRAMES, false);

  /** Pages 6 to 9 lie in two blocks of 8, and page 10 in the second. */
  @Test
  void aBlockCountsOnceAndAsLongAsOneOfItsPagesIsSlab() {
    pages.set(0, FRAMES, PageKind.FREE, 0);
    pages.setSlab(6, 4, true, 2);
    var counted = new SlabBlocks(pages);
    assertEquals(new SlabUse(4, 4, 2, 2), counted.use());

    pages.setSlab(10, 1, false, 0);
    assertEquals(new SlabUse(5, 5, 2, 2), counted.use());
    pages.set(6, 2, PageKind.FREE, 0);
    assertEquals(new SlabUse(3, 5, 1, 2), counted.use());
    pages.set(8, 2, PageKind.ALLOCATED, 1);
    assertEquals(new SlabUse(1, 5, 1, 2), counted.use());
    pages.set(0, FRAMES, PageKind.FREE, 0);
    assertEquals(new SlabUse(0, 5, 0, 2), counted.use());
  }

  /** Pages 6 to 9 and 16 to 23: blocks 0 and 1 have two slab pages each, block 2 all eight. */
  @Test
  void blocksAreSortedByTheirSlabPages() {
    pages.set(0, FRAMES, PageKind.FREE, 0);
    assertArrayEquals(new long[9], SlabBlocks.byPages(pages));
    pages.setSlab(6, 4, true, 2);
    pages.setSlab(16, 8, false, 3);
    assertArrayEquals(new long[] {0, 0, 2, 0, 0, 0, 0, 0, 1}, SlabBlocks.byPages(pages));
    pages.set(17, 1, PageKind.FREE, 0);
    assertArrayEquals(new long[] {0, 0, 2, 0, 0, 0, 0, 1, 0}, SlabBlocks.byPages(pages));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithALookAtEveryPage(long seed) {
    var random = new SplittableRandom(seed);
    pages.set(0, FRAMES, PageKind.FREE, 0);
    var counted = new SlabBlocks(pages);
    long mostPages = 0;
    long mostBlocks = 0;
    for (int i = 0; i < 500; i++) {
      int order = random.nextInt(12);
      long pfn = random.nextLong(FRAMES >> order) << order;
      if (random.nextBoolean()) {
        pages.setSlab(pfn, 1L << order, random.nextBoolean(), order);
      } else {
        pages.set(pfn, 1L << order, PageKind.ALLOCATED, order);
      }
      long now = pages.count(PageKind.SLAB);
      long blocks = blocksWithSlab();
      mostPages = Math.max(mostPages, now);
      mostBlocks = Math.max(mostBlocks, blocks);
      SlabUse use = counted.use();
      assertEquals(now, use.pages());
      assertEquals(blocks, use.blocks());
      assertEquals(mostBlocks, use.blocksPeak());
      assertEquals(mostPages, use.pagesPeak());
      long[] byPages = SlabBlocks.byPages(pages);
      assertEquals(blocks, LongStream.of(byPages).sum());
      assertEquals(now, LongStream.range(0, byPages.length).map(n -> n * byPages[(int) n]).sum());
    }
  }

  private long blocksWithSlab() {
    long blocks = 0;
    for (long first = 0; first < FRAMES; first += BLOCK_PAGES) {
      boolean any = false;
      for (long pfn = first; pfn < first + BLOCK_PAGES; pfn++) {
        any |= pages.kind(pfn) == PageKind.SLAB;
      }
      blocks += any ? 1 : 0;
    }
    return blocks;
  }
}
