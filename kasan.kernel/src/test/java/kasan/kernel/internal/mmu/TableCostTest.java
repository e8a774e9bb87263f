// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import org.junit.jupiter.api.Test;

/** What tables and mappings cost, and what they are when frames run out. */
class TableCostTest extends OneMmu {
  @Test
  void aSharedPageCostsItsFrameAndOneTableALevelOnce() {
    SharedPage zero = mmu.sharedPage((byte) 0);
    assertEquals(1, ledger.now(FrameUse.STATIC));
    assertEquals(3, ledger.now(FrameUse.TABLE), "pte, pmd and pud; the pgd is the kernel's");

    mmu.populateShared(SHADOW & -(512 * GIB), (SHADOW & -(512 * GIB)) + 1024 * GIB, zero, false);
    assertEquals(4, ledger.total(), "two pgd entries lead to the chain");
    assertEquals(2, work.tableWrites);
    assertEquals(0, load(0, SHADOW));
    assertEquals(zero, mmu.sharedPage((byte) 0));
    assertEquals(4, ledger.total());
  }

  @Test
  void theEdgesOfASharedRangeHaveTablesOfTheirOwn() {
    mmu.populateShared(SHADOW, SHADOW + PAGE, mmu.sharedPage((byte) 0), false);

    assertEquals(3 + 3, ledger.now(FrameUse.TABLE), "the chain's, and one of its own a level");
    assertEquals(MappingState.SHARED, mmu.stateOf(SHADOW));
    assertEquals(MappingState.ABSENT, mmu.stateOf(SHADOW + PAGE));
  }

  @Test
  void privateTablesAreCountedOneForEach2MiB() {
    black(GIB);

    assertEquals(3 + 512 + 1 + 1, ledger.now(FrameUse.TABLE), "chain, 512 pte, a pmd, a pud");
    assertEquals(BLACK, load(0, SHADOW + GIB - 1));
    assertEquals(MappingState.ABSENT, mmu.stateOf(SHADOW + GIB));
  }

  @Test
  void mappingOnePageOfAPrivateRangeTakesOneFrameAndNoTable() {
    black(GIB);
    long tables = ledger.now(FrameUse.TABLE);

    assertTrue(mmu.map(0, SHADOW + 5 * MIB_2, (byte) 0, FrameUse.ON_DEMAND));
    assertEquals(tables, ledger.now(FrameUse.TABLE));
    assertEquals(1, ledger.now(FrameUse.ON_DEMAND));
    assertEquals(0, load(0, SHADOW + 5 * MIB_2));
    assertEquals(BLACK, load(0, SHADOW + 5 * MIB_2 + PAGE), "its neighbour is black still");
    assertEquals(BLACK, load(0, SHADOW + 6 * MIB_2), "and so is the table beside it");
  }

  @Test
  void aRangeInPagesTakesAFrameForEachAndATableFor512() {
    mmu.populate(SHADOW, SHADOW + 3 * MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(12, false));

    assertEquals(3 * 512, ledger.now(FrameUse.STATIC));
    assertEquals(3 + 1 + 1, ledger.now(FrameUse.TABLE), "three pte, a pmd, a pud");
    assertEquals(3 * 512 + 3 + 1 + 1, work.tableWrites);
    var frames = new HashSet<Long>();
    for (long at = SHADOW; at < SHADOW + 3 * MIB_2; at += PAGE) {
      assertTrue(frames.add(mmu.walk(at)), "a frame of its own");
      assertEquals(BLACK, load(0, at));
    }
  }

  @Test
  void aPageOfALongRangeCanBeTakenOutAndTheRestGoesBack() {
    mmu.populate(SHADOW, SHADOW + 3 * MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(12, false));
    long page = SHADOW + MIB_2 + 7 * PAGE;
    long before = mmu.walk(page + PAGE);

    mmu.release(mmu.unmap(0, page));
    mmu.flushAll(page, page + PAGE);

    assertEquals(MappingState.ABSENT, mmu.stateOf(page));
    assertEquals(before, mmu.walk(page + PAGE), "its neighbour stays");
    assertEquals(3 * 512 - 1, ledger.now(FrameUse.STATIC));
    mmu.giveAll();
    assertEquals(0, ledger.total());
    assertEquals(ledger.taken(), ledger.given());
  }

  @Test
  void aLongRangeInPagesFailsWhenFramesRunOutAndAllThatItTookGoesBack() {
    FrameLedger few = ledger(1200);
    Mmu poor = mmu(TestArch.X86_TLB, few);

    assertThrows(
        OutOfFramesException.class,
        () ->
            poor.populate(
                SHADOW, SHADOW + 3 * MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(12, false)));
    poor.giveAll();
    assertEquals(0, few.total());
  }

  @Test
  void mappingOnePageOfASharedChainSplitsTheChain() {
    mmu.populateShared(
        SHADOW & -(512 * GIB),
        (SHADOW & -(512 * GIB)) + 512 * GIB,
        mmu.sharedPage((byte) 0),
        false);

    assertTrue(mmu.map(0, SHADOW, (byte) 7, FrameUse.ON_DEMAND));
    assertEquals(3 + 3, ledger.now(FrameUse.TABLE), "pud, pmd and pte of its own");
    assertEquals(7, load(0, SHADOW));
    assertEquals(0, load(0, SHADOW + PAGE));
    assertEquals(0, load(0, SHADOW + 100 * GIB));
  }

  @Test
  void mappingWhereNothingWasMakesTables() {
    assertTrue(mmu.map(0, SHADOW, (byte) 7, FrameUse.VMALLOC));

    assertEquals(3, ledger.now(FrameUse.TABLE));
    assertEquals(1, ledger.now(FrameUse.VMALLOC));
  }

  @Test
  void nothingChangesWhenAMapGetsNoFrame() {
    FrameLedger few = ledger(3);
    mmu = mmu(TestArch.X86_TLB, few);

    assertFalse(mmu.map(0, SHADOW, (byte) 7, FrameUse.VMALLOC), "a page and three tables are four");
    assertEquals(0, few.total());
    assertEquals(MappingState.ABSENT, mmu.stateOf(SHADOW));
  }

  @Test
  void aRangeIsMappedByTheLargestLeavesThatFitIt() {
    mmu.populate(
        SHADOW, SHADOW + GIB + MIB_2 + PAGE, BLACK, FrameUse.STATIC, new LeafPolicy(30, false));

    assertEquals((GIB + MIB_2 + PAGE) / PAGE, ledger.now(FrameUse.STATIC));
    assertEquals(3, ledger.now(FrameUse.TABLE), "a pud, a pmd for 2 MiB, a pte for 4 KiB");
    assertEquals(BLACK, load(0, SHADOW + GIB + MIB_2 + PAGE - 1));
    assertEquals(MappingState.ABSENT, mmu.stateOf(SHADOW + GIB + MIB_2 + PAGE));
  }

  @Test
  void leavesOf2017RoundARangeOutToWhole2MiB() {
    mmu.populate(
        SHADOW + PAGE, SHADOW + MIB_2 + PAGE, BLACK, FrameUse.STATIC, new LeafPolicy(21, true));

    assertEquals(2 * MIB_2 / PAGE, ledger.now(FrameUse.STATIC));
    assertEquals(2, ledger.now(FrameUse.TABLE), "a pud and a pmd");
    assertEquals(MappingState.REAL, mmu.stateOf(SHADOW));
  }

  @Test
  void pagesThatAreRealKeepTheirContentsWhenTheRangeIsPopulated() {
    mmu.map(0, SHADOW + PAGE, (byte) 7, FrameUse.IMAGE);
    mmu.populate(SHADOW, SHADOW + MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(21, false));

    assertEquals(7, load(0, SHADOW + PAGE));
    assertEquals(BLACK, load(0, SHADOW));
    assertEquals(511, ledger.now(FrameUse.STATIC));
  }

  @Test
  void populatingReplacesSharedPagesAndTheirTables() {
    black(MIB_2);
    mmu.populate(SHADOW, SHADOW + MIB_2, (byte) 0, FrameUse.STATIC, new LeafPolicy(21, false));

    assertEquals(3 + 2, ledger.now(FrameUse.TABLE), "the pte table gave way to one leaf");
    assertEquals(0, load(0, SHADOW));
  }

  @Test
  void everythingIsGivenBackAtTheEnd() {
    SharedPage black = black(GIB);
    mmu.populate(SHADOW + GIB, SHADOW + 3 * GIB, BLACK, FrameUse.STATIC, new LeafPolicy(30, false));
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    mmu.map(0, SHADOW + PAGE, (byte) 0, FrameUse.STACK);
    mmu.unmap(0, SHADOW, black);
    mmu.giveAll();

    assertEquals(0, ledger.total());
    assertEquals(ledger.taken(), ledger.given());
  }
}
