// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kasan.api.memory.PfnRange;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.AgedBlock.Mobility;
import kasan.lab.api.recording.AgedBlock.Stretch;
import kasan.lab.api.recording.AgedBlock.Use;
import kasan.lab.api.recording.Ageing;
import org.junit.jupiter.api.Test;

/** Page blocks of 16 pages on a machine of 4096 pages that begins as one that has been up. */
class AgedBlocksTest {
  private static final int FRAMES = 4096;
  private static final int BLOCK_ORDER = 4;

  private final List<Integer> heard = new ArrayList<>();

  private final PageAllocator pages =
      new PageAllocator(
          new MemMap(FRAMES, BLOCK_ORDER),
          List.of(new PfnRange(1, FRAMES)),
          false,
          1,
          12,
          new PageListener() {
            @Override
            public void pagesAllocated(int cpu, int pfn, int order) {
              heard.add(pfn);
            }

            @Override
            public void pagesFreed(int cpu, int pfn, int order) {}
          });

  private static Ageing ageing(AgedBlock... blocks) {
    return new Ageing("rec", 12, BLOCK_ORDER, FRAMES, List.of(blocks));
  }

  private static Stretch stretch(Use use, int order, int count) {
    return new Stretch(use, order, count);
  }

  /** Block 2 is unmovable: o4, f4, s2x1, s4; block 5 is reclaimable: s3x1, f8. */
  private void age() {
    assertEquals(
        2,
        pages.age(
            ageing(
                new AgedBlock(
                    2,
                    Mobility.UNMOVABLE,
                    List.of(
                        stretch(Use.OTHER, 0, 4),
                        stretch(Use.FREE, 0, 4),
                        stretch(Use.SLAB, 2, 1),
                        stretch(Use.SLAB, 0, 4))),
                new AgedBlock(
                    5,
                    Mobility.RECLAIMABLE,
                    List.of(stretch(Use.SLAB, 3, 1), stretch(Use.FREE, 0, 8)))),
            FRAMES));
  }

  private void balanced() {
    assertEquals(
        pages.managedPages(), pages.freePages() + pages.heldPages() + pages.allocatedPages());
  }

  @Test
  void whatStoodComesToLieWhereTheLikeOfItDid() {
    age();
    balanced();
    assertEquals(2 * 16 + 8, pages.allocate(0, 2, Gfp.KERNEL | Gfp.SLAB));
    assertEquals(5 * 16, pages.allocate(0, 3, Gfp.KERNEL | Gfp.SLAB | Gfp.RECLAIMABLE));
    for (int i = 0; i < 4; i++) {
      assertEquals(2 * 16 + 12 + i, pages.allocate(0, 0, Gfp.KERNEL | Gfp.SLAB));
    }
    assertEquals(2 * 16, pages.allocate(0, 0, Gfp.KERNEL));
    balanced();
  }

  @Test
  void aSlabThatIsSmallerThanAllThatStoodTakesPartOfOne() {
    age();
    assertEquals(5 * 16, pages.allocate(0, 3, Gfp.KERNEL | Gfp.SLAB));
    assertEquals(2 * 16 + 8, pages.allocate(0, 1, Gfp.KERNEL | Gfp.SLAB));
    assertEquals(2 * 16 + 10, pages.allocate(0, 1, Gfp.KERNEL | Gfp.SLAB));
    balanced();
  }

  @Test
  void whatComesLaterFillsPartlyFilledBlocksOfItsType() {
    age();
    pages.allocate(0, 3, Gfp.KERNEL | Gfp.SLAB);
    pages.settle();
    balanced();
    assertEquals(5 * 16 + 8, pages.allocate(0, 3, Gfp.KERNEL | Gfp.SLAB | Gfp.RECLAIMABLE));
    int unmovable = pages.allocate(0, 2, Gfp.KERNEL | Gfp.SLAB);
    assertEquals(2, unmovable >> BLOCK_ORDER);
  }

  @Test
  void pagesOfOthersStayInUseAndSlabsThatNobodyAskedForAreFree() {
    age();
    long free = pages.freePages();
    heard.clear();
    pages.settle();
    assertEquals(List.of(32, 33, 34, 35), heard);
    assertEquals(free + 16, pages.freePages());
    assertEquals(0, pages.heldPages());
    balanced();
  }

  @Test
  void shadowLiesWhereThereIsRoomAfterwards() {
    age();
    int pfn = pages.allocate(0, 0, Gfp.HIGH | Gfp.SHADOW);
    assertNotEquals(2 * 16, pfn);
    balanced();
  }

  @Test
  void aSmallerMachineHasItsPartOfTheBlocks() {
    var blocks = new ArrayList<AgedBlock>();
    for (int i = 0; i < 100; i++) {
      blocks.add(
          new AgedBlock(
              4L * i,
              Mobility.UNMOVABLE,
              List.of(stretch(Use.SLAB, 0, 8), stretch(Use.FREE, 0, 8))));
    }
    var large = new Ageing("rec", 12, BLOCK_ORDER, 4L * FRAMES, blocks);
    assertEquals(25, pages.age(large, FRAMES));
    balanced();
  }

  /** Any life of an aged machine keeps every page in one place, and ends with all pages free. */
  @Test
  void nothingIsLostOverManyRequests() {
    age();
    var random = new SplittableRandom(5);
    var live = new ArrayList<int[]>();
    for (int i = 0; i < 20_000; i++) {
      if (i == 200) {
        pages.settle();
      }
      if (random.nextInt(5) < 3 || live.isEmpty()) {
        int order = random.nextInt(4);
        int gfp = Gfp.KERNEL | (random.nextBoolean() ? Gfp.SLAB : Gfp.MOVABLE);
        int pfn = pages.allocate(0, order, gfp);
        if (pfn != MemMap.NONE) {
          live.add(new int[] {pfn, order});
        }
      } else {
        int[] gone = live.remove(random.nextInt(live.size()));
        pages.free(0, gone[0], gone[1]);
      }
      if (i % 1000 == 0) {
        balanced();
      }
    }
    live.forEach(each -> pages.free(0, each[0], each[1]));
    pages.drainCpuLists();
    balanced();
    assertEquals(pages.managedPages() - pages.allocatedPages(), pages.freePages());
  }
}
