// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** Four bits a granule, two to a byte: against an array with one tag an element. */
class TagStorageTest {
  private static final int GRANULES = 1024;

  @Test
  void packsTwoTagsToAByteWithoutTouchingTheirNeighbours() {
    var random = new SplittableRandom(5);
    int[] naive = new int[GRANULES];
    Arrays.fill(naive, Tags.INVALID);
    TagStorage[] made = new TagStorage[1];
    ShadowScheme keeper =
        new ShadowScheme() {
          @Override
          public Shadow attach(KernelView view, Options options) {
            made[0] = new TagStorage(view);
            return new HwTagsScheme().attach(view, hwOptions());
          }
        };
    try (TestKernel kernel = TestKernel.boot(TestArchs.arm64(), 1, 16)) {
      kernel.attach(SchemeChoice.of(SchemeDescription.named("hw-tags").build(), keeper, Map.of()));
      TagStorage storage = made[0];
      long start = kernel.address(2);
      for (int i = 0; i < 5000; i++) {
        int from = random.nextInt(GRANULES);
        int count = random.nextInt(Math.min(9, GRANULES - from) + 1);
        int tag = 0xF0 + random.nextInt(15);
        storage.set(0, start + 16L * from, Math.max(0, 16L * count - random.nextInt(16)), tag);
        Arrays.fill(naive, from, from + count, tag);
        int look = random.nextInt(GRANULES);
        assertEquals(naive[look], storage.peek(start + 16L * look + random.nextInt(16)));
      }
      for (int granule = 0; granule < GRANULES; granule++) {
        assertEquals(naive[granule], storage.peek(start + 16L * granule), "granule " + granule);
      }
    }
  }

  private static Options hwOptions() {
    return Options.of("hw-tags", new HwTagsScheme().options(), Map.of());
  }
}
