// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowFaultException;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/**
 * Black to real is another frame in a live entry. arm64 demands break-before-make for that (Arm
 * ARM; set_pte in Linux refuses anything else), which leaves a moment with no shadow; x86 does not.
 */
class PageOnArm64Test {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);

  private static TestKernel boot(ArchModel arch, Map<String, String> settings) {
    TestKernel kernel = TestKernel.boot(arch, 2, 512);
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("page").vmalloc(false).build(), new PageScheme(), settings));
    return kernel;
  }

  /**
   * The schedule: while CPU 0 makes page 9 a slab, CPU 1 reads page 8, page cache of the same
   * block.
   *
   * @return what CPU 1 met in each moment in which the entry was invalid: null when all was well
   */
  private static List<ShadowFaultException> readNeighbourMeanwhile(TestKernel kernel) {
    var met = new ArrayList<ShadowFaultException>();
    Allocation pageCache = kernel.allocatePages(1, 8, 0);
    assertTrue(kernel.check(1, pageCache.pointer(0), 8, false));
    kernel.onBreak(
        (cpu, shadowAddress) -> {
          try {
            assertTrue(kernel.check(1, pageCache.pointer(0), 8, false));
            met.add(null);
          } catch (ShadowFaultException oops) {
            met.add(oops);
          }
        });
    kernel.allocateSlab(0, 9, 0, KMALLOC_64);
    return met;
  }

  @Test
  void aLegalReadOfPageCacheOopsesWhileANeighbourBecomesSlab() {
    try (TestKernel kernel = boot(TestArchs.arm64(), Map.of())) {
      List<ShadowFaultException> met = readNeighbourMeanwhile(kernel);
      assertEquals(1, met.size(), "one entry was changed");
      assertNotNull(met.get(0), "and CPU 1 found no shadow in it");
    }
  }

  @Test
  void onX86ThereIsNoSuchMoment() {
    try (TestKernel kernel = boot(TestArchs.x86(), Map.of())) {
      assertEquals(List.of(), readNeighbourMeanwhile(kernel));
    }
  }

  /**
   * A block has no byte-managed page yet when it gets its shadow, so page-first has no need of it.
   */
  @Test
  void pageFirstReadsNoByteShadowOfPageCache() {
    try (TestKernel kernel = boot(TestArchs.arm64(), Map.of("order", "page-first"))) {
      List<ShadowFaultException> met = readNeighbourMeanwhile(kernel);
      assertEquals(1, met.size());
      assertNull(met.get(0), "the page shadow had the answer");
    }
  }

  /** Where the page shadow says free, the recheck of the series looks at the byte shadow again. */
  @Test
  void withPageFirstTheRecheckOfABugStillOopses() {
    try (TestKernel kernel = boot(TestArchs.arm64(), Map.of("order", "page-first"))) {
      long freePage = kernel.address(10);
      var oopses = new ArrayList<ShadowFaultException>();
      kernel.onBreak(
          (cpu, shadowAddress) ->
              oopses.add(
                  assertThrows(
                      ShadowFaultException.class, () -> kernel.check(1, freePage, 8, false))));
      kernel.allocateSlab(0, 9, 0, KMALLOC_64);
      assertEquals(1, oopses.size());
    }
  }

  @Test
  void entriesThatAreInvalidUntilTheyAreRealNeedNoBreakNoFlushAndNoRecheck() {
    for (ArchModel arch : List.of(TestArchs.arm64(), TestArchs.x86())) {
      try (TestKernel kernel = boot(arch, Map.of("unmapped", "invalid"))) {
        assertEquals(List.of(), readNeighbourMeanwhile(kernel));
        Allocation object = kernel.allocateObject(0, 9, 0, 64);
        assertTrue(kernel.check(1, object.pointer(0), 8, false));
        assertFalse(kernel.check(1, object.pointer(64), 1, false));
        assertTrue(kernel.shadow().byteAccessible(1, object.pointer(0)));
        var work = kernel.bill().work();
        assertEquals(0, work.localFlushes() + work.globalFlushes() + work.rechecks());
      }
    }
  }

  /**
   * The price: what inline code would do, load the byte shadow of page cache, oopses at any time.
   */
  @Test
  void inlineCodeCannotReadTheByteShadowOfPageCacheThere() {
    ArchModel arch = TestArchs.arm64();
    try (TestKernel kernel = boot(arch, Map.of("unmapped", "invalid"))) {
      Allocation pageCache = kernel.allocatePages(0, 8, 0);
      assertEquals(-1, kernel.byteShadow(arch.layout().shadowOf(pageCache.address())));
    }
    try (TestKernel kernel = boot(arch, Map.of())) {
      Allocation pageCache = kernel.allocatePages(0, 8, 0);
      assertEquals(0xFF, kernel.byteShadow(arch.layout().shadowOf(pageCache.address())));
    }
  }
}
