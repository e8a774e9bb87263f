// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import kasan.api.memory.FrameUse;
import kasan.api.memory.SlabCache;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** What Kim's series does on x86-64, schedule by schedule: patches 05, 08 to 11, and the thread. */
class PageSchedulesTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);
  private static final long UNMAP_DELAY_NANOS = 4_000_000;

  private static TestKernel boot(String... settings) {
    TestKernel kernel = TestKernel.boot(TestArchs.x86(), 2, 512);
    var map = new TreeMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("page").vmalloc(false).build(),
            new PageScheme(),
            Map.copyOf(map)));
    return kernel;
  }

  /**
   * CPU 1 gets the black page of a block into its TLB, then CPU 0 puts an object into the block.
   */
  private static Allocation objectBehindAStaleBlackPage(TestKernel kernel) {
    Allocation pageCache = kernel.allocatePages(0, 8, 0);
    assertTrue(kernel.check(1, pageCache.pointer(0), 8, false), "page-managed: always valid");
    kernel.allocateSlab(0, 9, 0, KMALLOC_64);
    return kernel.allocateObject(0, 9, 0, 64);
  }

  @Test
  void staleBlackEntryIsCuredByTheRecheck() {
    try (TestKernel kernel = boot()) {
      Allocation object = objectBehindAStaleBlackPage(kernel);
      assertTrue(kernel.check(1, object.pointer(0), 8, false));
      assertEquals(1, kernel.bill().work().rechecksPassed());
      assertTrue(kernel.check(1, object.pointer(8), 8, false));
      assertEquals(1, kernel.bill().work().rechecksPassed(), "the TLB knows by now");
      assertFalse(kernel.check(1, object.pointer(64), 1, false));
      assertEquals(2, kernel.bill().work().rechecks(), "a bug pays for a recheck as well");
    }
  }

  @Test
  void staleBlackEntryIsAFalseReportWithoutTheRecheck() {
    try (TestKernel kernel = boot("recheck", "off")) {
      Allocation object = objectBehindAStaleBlackPage(kernel);
      assertFalse(kernel.check(1, object.pointer(0), 8, false), "this CPU still sees black");
      assertTrue(kernel.check(0, object.pointer(0), 8, false), "the one that mapped does not");
    }
  }

  /** The false double-free in Vyukov's boot log of 2017-05-22. */
  @Test
  void freeOfAGoodObjectIsTakenForADoubleFreeWhereOnlyAccessesAreRechecked() {
    try (TestKernel kernel = boot("free-recheck", "off")) {
      Allocation object = objectBehindAStaleBlackPage(kernel);
      assertFalse(kernel.shadow().byteAccessible(1, object.pointer(0)));
    }
    try (TestKernel kernel = boot()) {
      Allocation object = objectBehindAStaleBlackPage(kernel);
      assertTrue(kernel.shadow().byteAccessible(1, object.pointer(0)));
    }
  }

  /** Storing through a stale read-only entry faults once and goes on: the spurious fault rule. */
  @Test
  void storeThroughAStaleBlackEntryFaultsOnceAndGoesOn() {
    try (TestKernel kernel = boot()) {
      objectBehindAStaleBlackPage(kernel);
      Allocation second = kernel.allocateObject(1, 9, 1, 10);
      assertEquals(1, kernel.bill().work().spuriousFaults());
      assertTrue(kernel.check(1, second.pointer(9), 1, true));
      assertFalse(kernel.check(1, second.pointer(10), 1, true));
    }
  }

  @Test
  void accessOfConstantSizeLooksAtItsFirstPageOnlyWithTheQuirkOfV1() {
    for (String quirk : new String[] {"off", "on"}) {
      try (TestKernel kernel = boot("straddle-quirk", quirk)) {
        Allocation page = kernel.allocatePages(0, 20, 0);
        assertEquals(
            quirk.equals("on"),
            kernel.check(0, page.pointer(page.bytes() - 2), 4, false),
            "4 bytes of which 2 lie in a free page");
        assertFalse(kernel.check(0, page.pointer(page.bytes() - 2), 5, false), "any other size");
      }
    }
  }

  @Test
  void blocksThatBecomeFreeTogetherAreUnmappedWithOneGlobalFlush() {
    try (TestKernel kernel = boot()) {
      long before = kernel.bill().footprint().kb(FrameUse.ON_DEMAND);
      for (int block = 10; block < 15; block++) {
        kernel.allocateSlab(0, 8L * block, 0, KMALLOC_64);
      }
      assertEquals(5 * 4, kernel.bill().footprint().kb(FrameUse.ON_DEMAND) - before);
      assertEquals(5, kernel.bill().work().localFlushes(), "one a map, and that of its CPU only");
      for (int block = 10; block < 15; block++) {
        kernel.freeSlab(0, 8L * block);
      }
      kernel.advance(UNMAP_DELAY_NANOS - 1);
      assertEquals(0, kernel.bill().work().unmaps());
      kernel.advance(1);
      assertEquals(5, kernel.bill().work().unmaps());
      assertEquals(1, kernel.bill().work().globalFlushes());
      assertEquals(1, kernel.bill().work().remoteFlushes(), "an interrupt to the other CPU");
      assertEquals(before, kernel.bill().footprint().kb(FrameUse.ON_DEMAND));
    }
  }

  @Test
  void blockThatIsUsedAgainInTimeKeepsItsShadow() {
    try (TestKernel kernel = boot()) {
      kernel.allocateSlab(0, 80, 0, KMALLOC_64);
      kernel.freeSlab(0, 80);
      kernel.advance(UNMAP_DELAY_NANOS / 2);
      Allocation pages = kernel.allocatePages(0, 81, 0);
      kernel.advance(UNMAP_DELAY_NANOS);
      assertEquals(0, kernel.bill().work().unmaps());
      assertEquals(1, kernel.bill().work().unmapsCancelled());
      kernel.free(0, pages);
      kernel.advance(UNMAP_DELAY_NANOS);
      assertEquals(1, kernel.bill().work().unmaps());
    }
  }

  /** Why 11/11 swapped the order: most kernel accesses hit slab. */
  @Test
  void orderDecidesWhoPaysForTheSecondShadow() {
    assertEquals(1, loadsOfACheck("byte-first", true));
    assertEquals(2, loadsOfACheck("byte-first", false));
    assertEquals(2, loadsOfACheck("page-first", true));
    assertEquals(1, loadsOfACheck("page-first", false));
  }

  private static long loadsOfACheck(String order, boolean slab) {
    try (TestKernel kernel = boot("order", order)) {
      kernel.allocateSlab(0, 9, 0, KMALLOC_64);
      Allocation used = slab ? kernel.allocateObject(0, 9, 0, 64) : kernel.allocatePages(0, 10, 0);
      long before = kernel.bill().work().shadowLoads();
      assertTrue(kernel.check(0, used.pointer(8), 8, false));
      return kernel.bill().work().shadowLoads() - before;
    }
  }

  @Test
  void shadowPageOfABlockIsSharedByItsSlabs() {
    try (TestKernel kernel = boot()) {
      long before = kernel.bill().footprint().kb(FrameUse.ON_DEMAND);
      kernel.allocateSlab(0, 8, 0, KMALLOC_64);
      kernel.allocateSlab(0, 12, 2, KMALLOC_64);
      assertEquals(4, kernel.bill().footprint().kb(FrameUse.ON_DEMAND) - before, "block 1 only");
      kernel.allocateSlab(0, 16, 3, KMALLOC_64);
      assertEquals(8, kernel.bill().footprint().kb(FrameUse.ON_DEMAND) - before, "and block 2");
    }
  }
}
