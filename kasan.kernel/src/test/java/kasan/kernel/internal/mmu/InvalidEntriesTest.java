// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.ShadowFaultException;
import kasan.kernel.internal.fixture.TestArch;
import org.junit.jupiter.api.Test;

/** TLBs that may keep that a page is not mapped. */
class InvalidEntriesTest extends OneMmu {
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
