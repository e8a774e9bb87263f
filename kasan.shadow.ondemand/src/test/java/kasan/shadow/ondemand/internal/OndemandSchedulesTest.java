// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.memory.SlabCache;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kim's two objections of 2017-05-16 and 05-25 to one zero page everywhere. */
class OndemandSchedulesTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);

  private static TestKernel boot(String ipiOnMap) {
    return boot(ipiOnMap, "free");
  }

  private static TestKernel boot(String ipiOnMap, String giveBack) {
    return boot(2, Map.of("ipi-on-map", ipiOnMap, "give-back", giveBack));
  }

  private static TestKernel boot(int cpus, Map<String, String> set) {
    TestKernel kernel = TestKernel.boot(TestArchs.x86(), cpus, 512);
    kernel.attach(
        SchemeChoice.of(SchemeDescription.named("ondemand").build(), new OndemandScheme(), set));
    return kernel;
  }

  /** CPU 1 has the zero page of the block in its TLB when CPU 0 frees an object in it. */
  private static boolean useAfterFreePasses(TestKernel kernel) {
    Allocation pageCache = kernel.allocatePages(0, 8, 0);
    assertTrue(kernel.check(1, pageCache.pointer(0), 8, false));
    kernel.allocateSlab(0, 9, 0, KMALLOC_64);
    Allocation object = kernel.allocateObject(0, 9, 0, 64);
    kernel.free(0, object);
    assertFalse(kernel.check(0, object.pointer(0), 8, false), "the CPU that mapped sees it");
    return kernel.check(1, object.pointer(0), 8, false);
  }

  @Test
  void staleZeroPageHidesAUseAfterFree() {
    try (TestKernel kernel = boot("off")) {
      assertTrue(useAfterFreePasses(kernel));
      assertEquals(0, kernel.bill().work().globalFlushes());
    }
  }

  @Test
  void interruptToAllCpusAtEachMapMakesItFindIt() {
    try (TestKernel kernel = boot("on")) {
      assertFalse(useAfterFreePasses(kernel));
      assertEquals(1, kernel.bill().work().globalFlushes());
      assertEquals(1, kernel.bill().work().remoteFlushes());
    }
  }

  /**
   * CPU 0 has mapped a block and is interrupted before it tells the others; CPU 1 finds the block
   * mapped and hands out another page of it; CPU 2 still has the zero page.
   */
  @ParameterizedTest
  @CsvSource({"nothing, false", "settling, true"})
  void whoHandsOutAPageOfABlockThatAnotherMappedTellsOfTheMap(String leftOut, boolean passes) {
    Map<String, String> late =
        Map.of("ipi-on-map", "on", "tell-delay-us", "100", "leave-out", leftOut);
    try (TestKernel kernel = boot(3, late)) {
      Allocation pageCache = kernel.allocatePages(0, 8, 0);
      assertTrue(kernel.check(2, pageCache.pointer(0), 8, false));
      kernel.allocateSlab(0, 9, 0, KMALLOC_64);
      kernel.allocateSlab(1, 10, 0, KMALLOC_64);
      Allocation object = kernel.allocateObject(1, 10, 0, 64);
      kernel.free(1, object);
      assertEquals(passes, kernel.check(2, object.pointer(0), 8, false));
      kernel.advance(200_000);
      assertFalse(kernel.check(2, object.pointer(0), 8, false), "told by then");
      assertEquals(1, kernel.bill().work().globalFlushes());
    }
  }

  @Test
  void freePageOfABlockWithoutShadowLooksAccessible() {
    try (TestKernel kernel = boot("on")) {
      Allocation page = kernel.allocatePages(0, 8, 0);
      kernel.free(0, page);
      assertTrue(kernel.check(0, page.pointer(0), 8, false), "the zero page says so");
    }
  }

  @Test
  void pageThatIsFreedInABlockWithShadowIsFound() {
    try (TestKernel kernel = boot("on")) {
      kernel.allocateSlab(0, 9, 0, KMALLOC_64);
      Allocation page = kernel.allocatePages(0, 8, 0);
      kernel.free(0, page);
      assertFalse(kernel.check(0, page.pointer(0), 8, false));
      assertTrue(
          kernel.check(0, kernel.address(10), 8, false),
          "free before the block was mapped: missed");
    }
  }

  @ParameterizedTest
  @CsvSource({"free, 0", "not-byte-managed, 1"})
  void pageInUseKeepsTheShadowOfItsBlockOnlyWhereItMustBeFree(String giveBack, int unmaps) {
    try (TestKernel kernel = boot("on", giveBack)) {
      kernel.allocateSlab(0, 9, 0, KMALLOC_64);
      Allocation page = kernel.allocatePages(0, 8, 0);
      kernel.freeSlab(0, 9);
      kernel.advance(10_000_000);
      assertEquals(unmaps, kernel.bill().work().unmaps());
      assertTrue(kernel.check(0, page.pointer(0), 8, false));
      assertTrue(kernel.check(1, page.pointer(0), 8, false));
    }
  }
}
