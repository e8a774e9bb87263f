// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import kasan.api.memory.FrameUse;
import kasan.lab.api.kernel.Footprint;
import org.junit.jupiter.api.Test;

class SidePoolTest {
  @Test
  void runsAreAlignedToTheirSize() {
    var pool = new SidePool(3, Long.MAX_VALUE);

    assertEquals(3, pool.take(1, FrameUse.TABLE));
    assertEquals(512, pool.take(512, FrameUse.STATIC));
  }

  @Test
  void framesSkippedForAlignmentAreNotLost() {
    var pool = new SidePool(5, 11);
    assertEquals(8, pool.take(8, FrameUse.STATIC));

    Set<Long> singles = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      singles.add(pool.take(1, FrameUse.TABLE));
    }
    assertEquals(Set.of(5L, 6L, 7L), singles);
    assertEquals(FrameSource.NONE, pool.take(1, FrameUse.TABLE));
  }

  @Test
  void noFrameHasTwoOwners() {
    var random = new Random(1);
    var pool = new SidePool(100, 5000);
    Set<Long> taken = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(3) > 0) {
        long pfn = pool.take(1, FrameUse.ON_DEMAND);
        assertTrue(pfn == FrameSource.NONE || taken.add(pfn));
      } else if (!taken.isEmpty()) {
        long pfn = taken.iterator().next();
        taken.remove(pfn);
        pool.give(pfn, 1);
      }
    }
    while (pool.take(1, FrameUse.ON_DEMAND) != FrameSource.NONE) {
      taken.add(-1L - taken.size());
    }
    assertEquals(5000, taken.size());
  }

  @Test
  void theLedgerKnowsPeaksByUseAndInAll() {
    var ledger = new FrameLedger(new SidePool(0, 100), new MachineFree(4), 12);
    long table = ledger.take(1, FrameUse.TABLE);
    long shadow = ledger.take(4, FrameUse.ON_DEMAND);
    ledger.give(shadow, 4, FrameUse.ON_DEMAND);
    ledger.take(2, FrameUse.STACK);

    Footprint footprint = ledger.footprint();
    assertEquals(12, footprint.totalKb());
    assertEquals(20, footprint.totalPeakKb());
    assertEquals(16, footprint.peakKb(FrameUse.ON_DEMAND));
    assertEquals(0, footprint.kb(FrameUse.ON_DEMAND));
    assertEquals(4, footprint.mappedPagesPeak());
    assertEquals(4, footprint.overcommitKb(), "five frames at once where four were free");
    ledger.give(table, 1, FrameUse.TABLE);
    assertEquals(8, ledger.footprint().totalKb());
  }

  @Test
  void overcommitAlsoGrowsWhenTheMachineHasLessFree() {
    var free = new MachineFree(10);
    var ledger = new FrameLedger(new SidePool(0, 100), free, 12);
    ledger.take(8, FrameUse.STATIC);
    free.add(-7);
    ledger.freeChanged();
    free.add(7);
    ledger.freeChanged();

    assertEquals(20, ledger.footprint().overcommitKb(), "eight frames where three were free");
  }

  @Test
  void ledgersThatAreToldOnlyWhenMemoryIsTightMissNothing() {
    for (long seed = 1; seed <= 50; seed++) {
      var random = new Random(seed);
      var free = new MachineFree(random.nextInt(40));
      FrameLedger[] ledgers = new FrameLedger[3];
      long[] worst = new long[ledgers.length];
      long[] taken = new long[ledgers.length];
      for (int i = 0; i < ledgers.length; i++) {
        ledgers[i] = new FrameLedger(new SidePool(0, 1000), free, 12);
      }
      for (int step = 0; step < 400; step++) {
        int one = random.nextInt(ledgers.length);
        int what = random.nextInt(4);
        if (what == 0) {
          assertEquals(taken[one]++, ledgers[one].take(1, FrameUse.ON_DEMAND));
        } else if (what > 1) {
          free.add(random.nextInt(11) - 5);
        } else if (taken[one] > 0) {
          ledgers[one].give(--taken[one], 1, FrameUse.ON_DEMAND);
        }
        for (int i = 0; i < ledgers.length; i++) {
          worst[i] = Math.max(worst[i], ledgers[i].total() - free.frames());
        }
        if (free.tight()) {
          free.tellNobody();
          for (FrameLedger ledger : ledgers) {
            ledger.freeChanged();
          }
        }
      }
      for (int i = 0; i < ledgers.length; i++) {
        assertEquals(4 * worst[i], ledgers[i].footprint().overcommitKb(), "seed " + seed);
      }
    }
  }

  @Test
  void nothingIsSaidOfOvercommitWhenFreeMemoryIsNotKnown() {
    var ledger = new FrameLedger(new SidePool(0, 100), new MachineFree(MachineFree.UNKNOWN), 12);
    ledger.take(64, FrameUse.STATIC);

    assertEquals(0, ledger.footprint().overcommitKb());
  }
}
