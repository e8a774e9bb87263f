// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.memory.FrameUse;
import kasan.api.memory.SlabCache;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** Vyukov's blocks: 512 bytes a byte-managed page, eight to a frame. */
class BlockTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);

  private static TestKernel boot(long ramPages, String pointers) {
    TestKernel kernel = TestKernel.boot(TestArchs.x86(), 2, ramPages);
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("block").build(),
            new BlockScheme(),
            Map.of("pointers", pointers)));
    return kernel;
  }

  private static long onDemandKb(TestKernel kernel) {
    return kernel.bill().footprint().kb(FrameUse.ON_DEMAND);
  }

  @Test
  void frameIsTakenWithItsFirstBlockAndGivenBackWithItsLast() {
    try (TestKernel kernel = boot(256, "struct-page")) {
      for (int page = 0; page < 8; page++) {
        kernel.allocateSlab(0, 3L * page, 0, KMALLOC_64);
        assertEquals(4, onDemandKb(kernel));
      }
      kernel.allocateSlab(0, 100, 0, KMALLOC_64);
      assertEquals(8, onDemandKb(kernel));
      for (int page = 0; page < 7; page++) {
        kernel.freeSlab(0, 3L * page);
      }
      assertEquals(8, onDemandKb(kernel), "one block left in each frame");
      kernel.freeSlab(0, 100);
      assertEquals(4, onDemandKb(kernel));
      kernel.freeSlab(0, 21);
      assertEquals(0, onDemandKb(kernel));
      assertEquals(0, kernel.bill().work().globalFlushes());
    }
  }

  /** Page cache and stacks cost nothing: what makes it finer than one page of shadow a block. */
  @Test
  void pagesThatAreValidAsAWholeHaveNoBlock() {
    try (TestKernel kernel = boot(256, "struct-page")) {
      Allocation pageCache = kernel.allocatePages(0, 8, 3);
      Allocation stack = kernel.allocateStack(0, 16, 2);
      assertEquals(0, onDemandKb(kernel));
      assertTrue(kernel.check(0, pageCache.pointer(0), 100, true));
      kernel.shadow().poison(0, stack.address(), 32, (byte) 0xF1);
      assertTrue(kernel.check(0, stack.pointer(0), 8, false), "redzones of frames are lost");
      kernel.free(0, pageCache);
      assertFalse(kernel.check(0, pageCache.pointer(0), 1, false), "a free page is found");
    }
  }

  @Test
  void checkLoadsThePointerFirstAndInPageExtItsWayThere() {
    for (String pointers : new String[] {"struct-page", "page-ext"}) {
      try (TestKernel kernel = boot(256, pointers)) {
        kernel.allocateSlab(0, 8, 0, KMALLOC_64);
        Allocation object = kernel.allocateObject(0, 8, 0, 64);
        long before = kernel.bill().work().shadowLoads();
        assertTrue(kernel.check(0, object.pointer(8), 8, false));
        long loads = kernel.bill().work().shadowLoads() - before;
        assertEquals(pointers.equals("struct-page") ? 2 : 4, loads);
      }
    }
  }

  @Test
  void accessAcrossPagesOfASlabIsJudgedByBothBlocks() {
    var names = new SlabCache("names_cache", 4096 - 96, 4096 - 64, false, false);
    try (TestKernel kernel = boot(256, "struct-page")) {
      kernel.allocateSlab(0, 8, 3, names);
      Allocation second = kernel.allocateObject(0, 8, 1, names.objectBytes());
      long toBorder = kernel.address(9) - second.address();
      assertTrue(kernel.check(0, second.pointer(toBorder - 4), 8, true));
      assertTrue(kernel.check(0, second.pointer(toBorder - 60), 200, true));
      kernel.free(0, second);
      assertFalse(kernel.check(0, second.pointer(toBorder - 4), 8, true));
    }
  }

  /**
   * Blocks churn for long: frames stay within one for each eight blocks, plus what is in part used.
   */
  @Test
  void framesComeBackAfterLongChurn() {
    var random = new SplittableRandom(3);
    try (TestKernel kernel = boot(8192, "struct-page")) {
      var slabs = new ArrayDeque<Long>();
      var free = new ArrayDeque<Long>();
      for (long pfn = 0; pfn < 8192; pfn++) {
        free.add(pfn);
      }
      for (int i = 0; i < 20_000; i++) {
        boolean grow = slabs.size() < 500 || (slabs.size() < 2000 && random.nextInt(2) == 0);
        if (grow) {
          long pfn = free.remove();
          kernel.allocateSlab(i & 1, pfn, 0, KMALLOC_64);
          slabs.add(pfn);
        } else {
          long pfn = slabs.remove();
          kernel.freeSlab(i & 1, pfn);
          free.add(pfn);
        }
      }
      long least = (slabs.size() + 7L) / 8 * 4;
      assertTrue(onDemandKb(kernel) >= least);
      while (!slabs.isEmpty()) {
        kernel.freeSlab(0, slabs.remove());
      }
      assertEquals(0, onDemandKb(kernel));
    }
  }
}
