// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.TlbRules;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import org.junit.jupiter.api.Test;

/** What a TLB keeps, and what makes it forget. */
class TlbTest extends OneMmu {
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
}
