// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowByte;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** What one shadow byte of a large granule can say, by hand. */
class SharedGranulesTest {

  private static TestKernel boot() {
    TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64);
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("scale-32").build(), new Scale32Scheme(), Map.of()));
    return kernel;
  }

  private static int shadow(TestKernel kernel, Allocation of, long offset) {
    return kernel.shadow().shadowByte(of.address() + offset);
  }

  @Test
  void partialCountsAreExactUpToTheGranule() {
    var cache = new SlabCache("anon_vma", 77, 160, false, false);
    try (TestKernel kernel = boot()) {
      kernel.allocateSlab(0, 8, 0, cache);
      Allocation object = kernel.allocateObject(0, 8, 0, 77);
      assertEquals(0, shadow(kernel, object, 0));
      assertEquals(0, shadow(kernel, object, 32));
      assertEquals(13, shadow(kernel, object, 64));
      assertEquals(ShadowByte.SLAB_REDZONE & 0xFF, shadow(kernel, object, 96));
      assertTrue(kernel.check(0, object.pointer(76), 1, true));
      assertFalse(kernel.check(0, object.pointer(77), 1, true));
      assertEquals("only the first 13 bytes accessible", kernel.shadow().meaning(13));
    }
  }

  /** Slots of 24 bytes: granule 0 holds object 0 and a third of object 1. */
  @Test
  void objectThatSharesAGranuleIsNeverReportedForItsNeighbour() {
    var cache = new SlabCache("tiny", 24, 24, false, false);
    try (TestKernel kernel = boot()) {
      kernel.allocateSlab(0, 8, 0, cache);
      Allocation first = kernel.allocateObject(0, 8, 0, 24);
      assertEquals(24, shadow(kernel, first, 0));
      Allocation second = kernel.allocateObject(0, 8, 1, 24);
      assertEquals(0, shadow(kernel, first, 0));
      assertEquals(16, shadow(kernel, first, 32));
      kernel.free(0, first);
      assertTrue(kernel.check(0, second.pointer(0), 24, true));
      assertTrue(kernel.check(0, first.pointer(0), 24, true), "its granule is shared: missed");
      kernel.free(0, second);
      assertFalse(kernel.check(0, second.pointer(8), 8, true), "nobody is left in granule 1");
    }
  }

  /** A frame as gcc lays it out for granule 8: b at 32, a at 48 share granule 32 to 63. */
  @Test
  void redzonesOfAFrameAreKeptAsFarAsTheyCanBeSaid() {
    try (TestKernel kernel = boot()) {
      Allocation stack = kernel.allocateStack(0, 8, 2);
      long frame = stack.address();
      kernel.shadow().poison(0, frame, 32, ShadowByte.STACK_LEFT);
      kernel.shadow().unpoison(0, frame + 32, 4);
      kernel.shadow().poison(0, frame + 40, 8, ShadowByte.STACK_MID);
      kernel.shadow().unpoison(0, frame + 48, 10);
      kernel.shadow().poison(0, frame + 64, 32, ShadowByte.STACK_RIGHT);
      assertFalse(kernel.check(0, stack.pointer(31), 1, true));
      assertTrue(kernel.check(0, stack.pointer(32), 4, true));
      assertTrue(kernel.check(0, stack.pointer(48), 10, true));
      assertFalse(kernel.check(0, stack.pointer(58), 1, true), "behind the last variable");
      assertFalse(kernel.check(0, stack.pointer(64), 1, true));
      kernel.shadow().unpoison(0, frame, 96);
      assertTrue(kernel.check(0, stack.pointer(0), 96, true));
    }
  }
}
