// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import kasan.api.arch.TlbRules;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import org.junit.jupiter.api.Test;

class MmuTest {
  /** A shadow address aligned to 1 GiB, with room for as much above it. */
  private static final long SHADOW = 0xffffed1000000000L;

  private static final long PAGE = 1L << 12;
  private static final long MIB_2 = 1L << 21;
  private static final long GIB = 1L << 30;
  private static final byte BLACK = (byte) 0xFF;

  private final FrameMemory memory = new FrameMemory(0, 12);
  private final MmuWork work = new MmuWork();
  private final FrameLedger ledger;
  private Mmu mmu;

  MmuTest() {
    ledger = ledger(1 << 20);
    mmu = mmu(TestArch.X86_TLB, ledger);
  }

  private static FrameLedger ledger(long frames) {
    return new FrameLedger(new SidePool(1, frames), new MachineFree(MachineFree.UNKNOWN), 12);
  }

  private Mmu mmu(TlbRules rules, FrameLedger pays) {
    return new Mmu(TestArch.geometry(), rules, 4, pays, memory, work);
  }

  private byte load(int cpu, long address) {
    return memory.load(mmu.translate(cpu, address, false));
  }

  private void store(int cpu, long address, int value) {
    memory.fill(mmu.translate(cpu, address, true), 1, (byte) value);
  }

  private SharedPage black(long bytes) {
    SharedPage black = mmu.sharedPage(BLACK);
    mmu.populateShared(SHADOW, SHADOW + bytes, black, true);
    return black;
  }

  // what tables cost

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

  // what TLBs keep

  @Test
  void aReadThroughAStaleEntrySeesBlackWhereRealIsMapped() {
    black(MIB_2);
    assertEquals(BLACK, load(1, SHADOW));
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);

    assertEquals(0, load(0, SHADOW), "CPU 0 had not looked yet");
    assertEquals(BLACK, load(1, SHADOW), "CPU 1 had");
    mmu.flushLocal(0, FlushReason.MAP);
    assertEquals(BLACK, load(1, SHADOW), "a local flush is of no use to others");
    mmu.flushLocal(1, FlushReason.RECHECK);
    assertEquals(0, load(1, SHADOW));
  }

  @Test
  void aWriteThroughAStaleReadOnlyEntryFaultsOnceAndSucceeds() {
    black(MIB_2);
    assertEquals(BLACK, load(1, SHADOW));
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    store(1, SHADOW, 5);

    assertEquals(1, work.spuriousFaults);
    assertEquals(5, load(1, SHADOW), "the fault dropped the stale entry");
    store(1, SHADOW, 6);
    assertEquals(1, work.spuriousFaults);
  }

  @Test
  void aWriteToReadOnlyShadowCrashesTheKernel() {
    black(MIB_2);

    assertThrows(ShadowFaultException.class, () -> store(0, SHADOW, 0));
    load(0, SHADOW);
    assertThrows(ShadowFaultException.class, () -> store(0, SHADOW, 0));
  }

  @Test
  void anAccessToNothingCrashesTheKernelAndIsNotRemembered() {
    assertThrows(ShadowFaultException.class, () -> load(0, SHADOW));
    mmu.map(1, SHADOW, (byte) 3, FrameUse.VMALLOC);

    assertEquals(3, load(0, SHADOW), "entries that are not present are never cached");
  }

  @Test
  void anUnmappedFrameIsReachedThroughStaleEntriesUntilAllAreFlushed() {
    SharedPage black = black(MIB_2);
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    store(1, SHADOW, 9);
    long frame = mmu.unmap(0, SHADOW, black);

    assertEquals(9, load(1, SHADOW));
    assertEquals(BLACK, load(2, SHADOW));
    assertEquals(1, ledger.now(FrameUse.ON_DEMAND), "charged until it is released");
    mmu.flushAll(SHADOW, SHADOW + PAGE);
    assertEquals(BLACK, load(1, SHADOW));
    mmu.release(frame);
    assertEquals(0, ledger.now(FrameUse.ON_DEMAND));
  }

  @Test
  void aFrameReleasedTooEarlyShowsItsNextOwnersBytes() {
    SharedPage black = black(MIB_2);
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    assertEquals(0, load(1, SHADOW));
    mmu.release(mmu.unmap(0, SHADOW, black));
    mmu.map(0, SHADOW + PAGE, (byte) 0xFB, FrameUse.ON_DEMAND);

    assertEquals((byte) 0xFB, load(1, SHADOW));
  }

  @Test
  void aLargeLeafIsOneEntryForAllItsPages() {
    mmu.populate(SHADOW, SHADOW + MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(21, false));
    for (long at = SHADOW; at < SHADOW + MIB_2; at += PAGE) {
      load(0, at);
    }

    assertEquals(1, work.tableWalks);
  }

  @Test
  void aTlbForgetsWhatItHasNoRoomFor() {
    mmu.populate(SHADOW, SHADOW + MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(12, false));
    for (int round = 0; round < 2; round++) {
      for (long at = SHADOW; at < SHADOW + MIB_2; at += PAGE) {
        load(0, at);
      }
    }

    assertEquals(1024, work.tableWalks, "512 pages, 64 entries, first in first out");
  }

  @Test
  void aSmallRangeIsFlushedPageByPageAndALargeOneWhole() {
    mmu.populate(SHADOW, SHADOW + MIB_2, BLACK, FrameUse.STATIC, new LeafPolicy(12, false));
    load(0, SHADOW);
    load(0, SHADOW + 100 * PAGE);
    mmu.flushAll(SHADOW, SHADOW + 33 * PAGE);
    load(0, SHADOW + 100 * PAGE);
    assertEquals(2, work.tableWalks, "33 pages: only those of the range");
    mmu.flushAll(SHADOW, SHADOW + 34 * PAGE);
    load(0, SHADOW + 100 * PAGE);
    assertEquals(3, work.tableWalks, "34 pages: everything");
    assertEquals(2, work.globalFlushes);
    assertEquals(6, work.remoteFlushes, "three other CPUs, twice");
  }

  // break-before-make

  @Test
  void whereFramesChangeByBreakBeforeMakeOthersFaultInBetween() {
    mmu = mmu(TestArch.ARM_TLB, ledger);
    black(MIB_2);
    assertEquals(BLACK, load(1, SHADOW));
    List<String> seen = new ArrayList<>();
    mmu.onBreak(
        (cpu, address) -> {
          assertThrows(ShadowFaultException.class, () -> load(1, SHADOW));
          seen.add(cpu + " " + Long.toHexString(address));
        });
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);

    assertEquals(List.of("0 " + Long.toHexString(SHADOW)), seen);
    assertEquals(1, work.breaks);
    assertEquals(0, load(1, SHADOW), "the break invalidated it everywhere");
    assertEquals(1, work.globalFlushes);
    assertEquals(0, work.remoteFlushes, "by broadcast, no CPU was interrupted");
  }

  @Test
  void mappingWhereNothingWasNeedsNoBreak() {
    mmu = mmu(TestArch.ARM_TLB, ledger);
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);

    assertEquals(0, work.breaks);
  }

  @Test
  void aStaleReadOnlyEntryIsFatalWhereWriteFaultsDoNotRefresh() {
    mmu = mmu(TlbRules.of(64, 512).withBroadcast(), ledger);
    black(MIB_2);
    load(1, SHADOW);
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);

    assertThrows(ShadowFaultException.class, () -> store(1, SHADOW, 5));
  }

  // TLBs that may keep invalid entries

  private void keepsInvalid() {
    mmu = mmu(TestArch.KEEPS_INVALID, ledger);
    mmu.built();
  }

  private void faults(int cpu, long address, boolean write) {
    assertThrows(ShadowFaultException.class, () -> mmu.translate(cpu, address, write));
  }

  @Test
  void aPageThatBecomesValidIsSeenByACpuOnlyAfterItsFlush() {
    keepsInvalid();
    mmu.map(0, SHADOW, (byte) 5, FrameUse.ON_DEMAND);

    faults(0, SHADOW, false);
    mmu.flushLocal(0, FlushReason.MAP);
    assertEquals(5, load(0, SHADOW));
    faults(1, SHADOW, false);
    faults(1, SHADOW, true);
    mmu.flushAll(SHADOW, SHADOW + PAGE);
    store(1, SHADOW, 6);
    assertEquals(6, load(0, SHADOW));
  }

  @Test
  void announcedMappingsMakeEachCpuLookAgainOnce() {
    keepsInvalid();
    mmu.map(0, SHADOW, (byte) 5, FrameUse.VMALLOC);
    mmu.announceMappings();
    mmu.map(0, SHADOW + PAGE, (byte) 7, FrameUse.VMALLOC);

    assertEquals(5, load(1, SHADOW));
    assertEquals(7, load(1, SHADOW + PAGE), "the flush at the fault was a whole one");
    assertEquals(1, work.spuriousFaults);
    assertEquals(1, work.mapFlushes);
    mmu.map(0, SHADOW + 2 * PAGE, (byte) 9, FrameUse.VMALLOC);
    faults(1, SHADOW + 2 * PAGE, false);
    store(2, SHADOW + 2 * PAGE, 1);
    assertEquals(1, load(2, SHADOW + 2 * PAGE), "CPU 2 has its look left");
  }

  @Test
  void anAnnouncedMappingForgivesAStoreThroughAStaleReadOnlyEntryToo() {
    keepsInvalid();
    black(MIB_2);
    assertEquals(BLACK, load(1, SHADOW));
    mmu.map(0, SHADOW, (byte) 0, FrameUse.ON_DEMAND);
    assertEquals(BLACK, load(1, SHADOW));
    faults(1, SHADOW, true);
    mmu.announceMappings();
    store(1, SHADOW, 3);
    assertEquals(3, load(1, SHADOW));
  }

  @Test
  void whatIsNotMappedFaultsWhateverWasAnnounced() {
    keepsInvalid();
    mmu.announceMappings();
    faults(0, SHADOW, false);
    assertEquals(0, work.spuriousFaults);
  }

  @Test
  void whileAShadowIsBuiltNobodyHasLookedAtIt() {
    mmu = mmu(TestArch.KEEPS_INVALID, ledger);
    mmu.map(0, SHADOW, (byte) 5, FrameUse.ON_DEMAND);
    assertEquals(5, load(0, SHADOW));
    mmu.built();
    assertEquals(5, load(1, SHADOW));
  }
}
