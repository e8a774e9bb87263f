// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTruthTest {
  private static final int FRAMES = 5000;

  /** Blocks up to four times as large as what is kept as one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithPlainArrays(long seed) {
    var random = new SplittableRandom(seed);
    var truth = new PageTruth(FRAMES);
    byte[] kinds = new byte[FRAMES];
    int[] generations = new int[FRAMES];
    @Nullable SlabTruth[] slabs = new @Nullable SlabTruth[FRAMES];
    for (int step = 1; step < 2000; step++) {
      int order = random.nextBoolean() ? random.nextInt(4) : random.nextInt(12);
      int pfn = random.nextInt(FRAMES >> order) << order;
      int end = pfn + (1 << order);
      if (random.nextBoolean()) {
        byte kind = random.nextBoolean() ? PageTruth.FREE : PageTruth.RESERVED;
        truth.set(pfn, end - pfn, kind);
        Arrays.fill(kinds, pfn, end, kind);
        Arrays.fill(slabs, pfn, end, null);
      } else {
        boolean isSlab = random.nextInt(4) == 0;
        SlabTruth slab = isSlab ? new SlabTruth((long) pfn << 12, 4096L << order, 64, 64) : null;
        byte kind = isSlab ? PageTruth.SLAB : PageTruth.ALLOCATED;
        truth.own(pfn, end - pfn, kind, step, slab);
        Arrays.fill(kinds, pfn, end, kind);
        Arrays.fill(generations, pfn, end, step);
        Arrays.fill(slabs, pfn, end, slab);
      }
      for (int at = 0; at < FRAMES; at += 1 + random.nextInt(200)) {
        assertEquals(kinds[at], truth.kind(at));
        assertEquals(generations[at], truth.generation(at));
        assertSame(slabs[at], truth.slab(at));
      }
    }
  }
}
