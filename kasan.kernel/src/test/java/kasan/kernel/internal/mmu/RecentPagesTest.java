// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.SharedPage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short way to a byte leads where the TLB leads, whatever happened meanwhile. */
class RecentPagesTest extends OneMmu {
  private static final int PAGES = 24;
  private static final int CPU = 1;

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsReadAtOnceIsWhatTheTlbLeadsTo(long seed) {
    var random = new SplittableRandom(seed);
    SharedPage black = black(MIB_2);
    RecentPages recent = mmu.recentPages(CPU);
    int atOnce = 0;
    for (int step = 0; step < 3000; step++) {
      long page = SHADOW + random.nextInt(PAGES) * PAGE;
      long address = page + random.nextInt((int) PAGE);
      boolean real = mmu.stateOf(page) == MappingState.REAL;
      switch (random.nextInt(12)) {
        case 0 -> {
          if (real) {
            mmu.release(mmu.unmap(0, page, black));
          } else {
            mmu.map(0, page, (byte) 0, FrameUse.ON_DEMAND);
          }
        }
        case 1 -> mmu.flushAll(page, page + PAGE);
        case 2 -> mmu.flushLocal(CPU, FlushReason.MAP);
        case 3, 4 -> {
          if (real) {
            mmu.flushLocal(0, FlushReason.MAP);
            store(0, address, random.nextInt(256));
          }
        }
        default -> {
          for (int time = 0; time < 2; time++) {
            recent.note(address, mmu.translate(CPU, address, false));
          }
        }
      }
      for (int each = 0; each < PAGES; each++) {
        long there = SHADOW + each * PAGE + random.nextInt((int) PAGE);
        int value = recent.load(there);
        if (value != RecentPages.NOT_HERE) {
          atOnce++;
          assertEquals(load(CPU, there), value);
        }
      }
    }
    assertTrue(atOnce > 1000);
  }
}
