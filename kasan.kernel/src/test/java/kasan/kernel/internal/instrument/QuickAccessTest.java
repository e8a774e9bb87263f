// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import kasan.kernel.internal.fixture.StaticShadowScheme;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accesses that are told at once: nothing but time may tell them from the others. */
class QuickAccessTest {
  private static final SchemeDescription STATIC = SchemeDescription.named("static").build();
  private static final int[] SIZES = {1, 2, 4, 8, 16, 3, 40};
  private static final int STEPS = 4000;
  private static final long SLAB_PFN = 40;
  private static final long SLOT = 256;

  private final CodeOnKernel watched = onKernel();
  private final CodeOnKernel quick = onKernel();

  private static CodeOnKernel onKernel() {
    return new CodeOnKernel(new StaticShadowScheme(), STATIC, Instrumentation.INLINE);
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  /** Where somebody listens, each access is looked at and judged the long way. */
  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsCountedDifferently(long seed) {
    quick.judge.listener(null);
    play(watched, seed);
    play(quick, seed);
    assertEquals(watched.standing.tally().verdicts(), quick.standing.tally().verdicts());
    assertEquals(watched.attached.view().work(), quick.attached.view().work());
    assertEquals(watched.attached.view().checks().inline, quick.attached.view().checks().inline);
    assertTrue(quick.standing.tally().verdicts().found() > 0);
    assertTrue(quick.standing.tally().verdicts().clean() > 100);
  }

  /** Pages and objects come and go, are poisoned and are accessed, most of them where last. */
  private static void play(CodeOnKernel on, long seed) {
    var random = new SplittableRandom(seed);
    var live = new boolean[12];
    var owned = new boolean[16];
    long slab = on.slab(0, SLAB_PFN);
    long at = slab;
    for (int step = 0; step < STEPS; step++) {
      int slot = near(random, at - slab, SLOT, live.length);
      int page = near(random, at - on.kernel.address(0), 4096, owned.length);
      int cpu = random.nextInt(2);
      switch (random.nextInt(24)) {
        case 0 -> {
          if (live[slot]) {
            on.free(cpu, slab + slot * SLOT);
          } else {
            on.allocate(cpu, slab + slot * SLOT, 1 + random.nextInt(128));
          }
          live[slot] = !live[slot];
          at = slab + slot * SLOT;
        }
        case 1 -> {
          if (owned[page]) {
            on.oracle.pagesFreed(page, 0);
            on.kernel.freePages(cpu, page, 0);
          } else {
            on.oracle.pagesAllocated(page, 0);
            on.kernel.allocatePages(cpu, page, 0);
          }
          owned[page] = !owned[page];
          at = on.kernel.address(page);
        }
        case 2 -> at = on.kernel.address(random.nextInt(64)) + random.nextInt(4096);
        case 3 -> at = slab + slot * SLOT;
        case 4 -> on.shadow.poison(cpu, at & -8L, 8, (byte) random.nextInt(-8, 8));
        case 5 -> on.shadow.unpoison(cpu, at & -8L, 8);
        case 6 -> on.oracle.redzones().set(at & -8L, 8, (byte) 0xF2);
        case 7 -> on.oracle.redzones().clear(at & -8L, 64);
        default -> {
          int size = SIZES[random.nextInt(SIZES.length)];
          on.code.access(cpu, at + random.nextInt(-8, 64), size, random.nextInt(2) == 0);
        }
      }
    }
  }

  /** The part of a row that an offset lies in, or any. */
  private static int near(SplittableRandom random, long offset, long bytes, int parts) {
    long part = offset / bytes;
    return part >= 0 && part < parts && random.nextInt(4) > 0 ? (int) part : random.nextInt(parts);
  }
}
