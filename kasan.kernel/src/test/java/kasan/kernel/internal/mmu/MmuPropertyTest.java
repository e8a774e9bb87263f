// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MmuPropertyTest {
  private static final long SHADOW = 0xffffed1000000000L;
  private static final int PAGES = 3000;
  private static final int CPUS = 3;

  /**
   * Whoever flushes everywhere after each change sees what a byte array would hold; whoever does
   * not sees either what is true or what was true of that page when it was cached.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void randomMapsUnmapsAndFillsAgreeWithANaiveModel(long seed) {
    var random = new Random(seed);
    var memory = new FrameMemory(0, 12);
    var ledger = new FrameLedger(new SidePool(1, 1 << 20), new MachineFree(1 << 20), 12);
    var work = new MmuWork();
    var mmu = new Mmu(TestArch.geometry(), TestArch.X86_TLB, CPUS, ledger, memory, work);
    SharedPage black = mmu.sharedPage((byte) 0xFF);
    mmu.populateShared(SHADOW, SHADOW + PAGES * 4096L, black, true);
    long empty = ledger.total();
    byte[] naive = new byte[PAGES * 4096];
    Arrays.fill(naive, (byte) 0xFF);
    boolean[] real = new boolean[PAGES];
    long mapped = 0;

    for (int step = 0; step < 60_000; step++) {
      int page = random.nextInt(random.nextBoolean() ? 40 : PAGES);
      long address = SHADOW + page * 4096L;
      int cpu = random.nextInt(CPUS);
      switch (random.nextInt(4)) {
        case 0 -> {
          if (!real[page]) {
            mmu.map(cpu, address, (byte) 1, FrameUse.ON_DEMAND);
            Arrays.fill(naive, page * 4096, (page + 1) * 4096, (byte) 1);
            real[page] = true;
            mapped++;
            mmu.flushAll(address, address + 4096);
          }
        }
        case 1 -> {
          if (real[page]) {
            long frame = mmu.unmap(cpu, address, black);
            Arrays.fill(naive, page * 4096, (page + 1) * 4096, (byte) 0xFF);
            real[page] = false;
            mapped--;
            mmu.flushAll(address, address + 4096);
            mmu.release(frame);
          }
        }
        case 2 -> {
          if (real[page]) {
            int offset = random.nextInt(4096);
            int length = 1 + random.nextInt(4096 - offset);
            byte value = (byte) random.nextInt(8);
            memory.fill(mmu.translate(cpu, address + offset, true), length, value);
            Arrays.fill(naive, page * 4096 + offset, page * 4096 + offset + length, value);
          }
        }
        default -> {
          int at = page * 4096 + random.nextInt(4096);
          assertEquals(naive[at], memory.load(mmu.translate(cpu, SHADOW + at, false)));
          assertEquals(naive[at], memory.load(mmu.walk(SHADOW + at)));
        }
      }
      assertEquals(real[page] ? MappingState.REAL : MappingState.SHARED, mmu.stateOf(address));
      assertEquals(empty + mapped, ledger.total());
      if (random.nextInt(50) == 0) {
        mmu.flushLocal(cpu, FlushReason.MAP);
      }
    }
    assertEquals(ledger.taken() - ledger.given(), ledger.total());
    assertEquals(work.maps - work.unmaps, mapped);
    assertEquals(0, work.spuriousFaults, "nobody was ever stale");
    mmu.giveAll();
    assertEquals(0, ledger.total());
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void withoutFlushesACpuSeesThePresentOrThePastAndWritesAlwaysLandInThePresent(long seed) {
    var random = new Random(seed);
    var memory = new FrameMemory(0, 12);
    var ledger = new FrameLedger(new SidePool(1, 1 << 20), new MachineFree(1 << 20), 12);
    var work = new MmuWork();
    var mmu = new Mmu(TestArch.geometry(), TestArch.X86_TLB, CPUS, ledger, memory, work);
    mmu.populateShared(SHADOW, SHADOW + 64 * 4096L, mmu.sharedPage((byte) 0xFF), true);
    boolean[] real = new boolean[64];
    long stale = 0;

    for (int step = 0; step < 20_000; step++) {
      int page = random.nextInt(64);
      long address = SHADOW + page * 4096L;
      int cpu = random.nextInt(CPUS);
      if (!real[page] && random.nextInt(20) == 0) {
        mmu.map(cpu, address, (byte) 0, FrameUse.ON_DEMAND);
        real[page] = true;
      } else if (real[page] && random.nextBoolean()) {
        memory.fill(mmu.translate(cpu, address, true), 1, (byte) 1);
        assertEquals(1, memory.load(mmu.walk(address)));
      } else {
        byte seen = memory.load(mmu.translate(cpu, address, false));
        byte is = memory.load(mmu.walk(address));
        if (seen != is) {
          assertEquals((byte) 0xFF, seen, "the only past there is, is black");
          stale++;
        }
      }
    }
    assertEquals(true, stale > 0 && work.spuriousFaults > 0, "staleness was met");
  }
}
