// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import kasan.api.arch.TlbRules;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.LeafPolicy;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import kasan.kernel.internal.mmu.Mmu;
import kasan.kernel.internal.mmu.MmuWork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A long store may pass the TLB by; nobody may be able to tell it from one page by page. */
class LongFillTest {
  private static final long SHADOW = 0xffffed1000000000L;
  private static final long PAGE = 1L << 12;
  private static final long BYTES = 48L << 20;

  /** A shadow in 4 KiB leaves. */
  private static final class Side {
    final FrameMemory frames = new FrameMemory(0, 12);
    final MmuWork work = new MmuWork();
    final Mmu mmu;
    final CountedMemory memory;

    Side(TlbRules rules) {
      var ledger =
          new FrameLedger(new SidePool(1, 1 << 20), new MachineFree(MachineFree.UNKNOWN), 12);
      mmu = new Mmu(TestArch.geometry(), rules, 2, ledger, frames, work);
      mmu.populate(SHADOW, SHADOW + BYTES, (byte) 7, FrameUse.STATIC, new LeafPolicy(12, false));
      memory = new CountedMemory(new Gate(), mmu, frames, 12, 2);
    }

    void fillByPage(int cpu, long address, long bytes, byte value) {
      for (long at = address; at < address + bytes; ) {
        long length = Math.min(PAGE - (at & PAGE - 1), address + bytes - at);
        memory.fill(cpu, at, length, value);
        at += length;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 512, 1536 - 512, 2048})
  void countsAndLeavesBehindWhatOnePageByPageDoes(int entries) {
    var rules = TlbRules.of(entries, 33).withWriteFaultRefresh();
    var whole = new Side(rules);
    var byPage = new Side(rules);
    var random = new Random(entries);
    for (int step = 0; step < 60; step++) {
      long at = SHADOW + random.nextLong(BYTES);
      at = random.nextInt(4) == 0 ? at & -(2L << 20) : at;
      long bytes = 1 + random.nextLong(SHADOW + BYTES - at);
      int cpu = random.nextInt(2);
      byte value = (byte) step;
      whole.memory.fill(cpu, at, bytes, value);
      byPage.fillByPage(cpu, at, bytes, value);
      if (random.nextInt(3) == 0) {
        whole.mmu.flushAll(at, at + PAGE);
        byPage.mmu.flushAll(at, at + PAGE);
      }
      if (random.nextInt(8) == 0) {
        long page = at & -PAGE;
        whole.mmu.release(whole.mmu.unmap(cpu, page, whole.mmu.sharedPage((byte) 0)));
        byPage.mmu.release(byPage.mmu.unmap(cpu, page, byPage.mmu.sharedPage((byte) 0)));
        assertTrue(whole.mmu.map(cpu, page, value, FrameUse.ON_DEMAND));
        assertTrue(byPage.mmu.map(cpu, page, value, FrameUse.ON_DEMAND));
        whole.mmu.flushAll(page, page + PAGE);
        byPage.mmu.flushAll(page, page + PAGE);
      }
      for (int i = 0; i < 300; i++) {
        long read = SHADOW + random.nextLong(BYTES);
        int reader = random.nextInt(2);
        assertEquals(byPage.memory.load(reader, read), whole.memory.load(reader, read));
        assertEquals(byPage.work.tableWalks, whole.work.tableWalks, "walks, step " + step);
      }
    }
    for (long page = SHADOW; page < SHADOW + BYTES; page += PAGE) {
      assertEquals(byPage.memory.peek(page), whole.memory.peek(page));
    }
  }
}
