// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks move out of frames that are half empty, with all that is in them. */
class CompactionTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);
  private static final long WORKER_NANOS = 4_000_000;

  private static TestKernel boot(long ramPages, Map<String, String> settings) {
    TestKernel kernel = TestKernel.boot(TestArchs.x86(), 2, ramPages);
    kernel.attach(
        SchemeChoice.of(SchemeDescription.named("block").build(), new BlockScheme(), settings));
    return kernel;
  }

  private static long onDemandKb(TestKernel kernel) {
    return kernel.bill().footprint().kb(FrameUse.ON_DEMAND);
  }

  /** 64 slabs of a page in 8 frames, of which each eighth stays: a block in each frame. */
  private static void thinOut(TestKernel kernel) {
    for (long pfn = 0; pfn < 64; pfn++) {
      kernel.allocateSlab(0, pfn, 0, KMALLOC_64);
    }
    for (long pfn = 0; pfn < 64; pfn++) {
      if (pfn % 8 != 3) {
        kernel.freeSlab(0, pfn);
      }
    }
  }

  /** 7 blocks of 512 bytes are copied, and 7 pointers of 8 bytes are written anew. */
  @Test
  void eightFramesWithABlockEachBecomeOne() {
    try (TestKernel kernel = boot(256, Map.of())) {
      thinOut(kernel);
      assertEquals(8 * 4, onDemandKb(kernel), "the worker has not run");
      var before = kernel.bill().work();
      kernel.advance(WORKER_NANOS);
      assertEquals(4, onDemandKb(kernel));
      var after = kernel.bill().work();
      assertEquals(7 * (512 + 8), after.shadowStoreBytes() - before.shadowStoreBytes());
      assertEquals(7 * 512, after.shadowLoads() - before.shadowLoads());
      assertEquals(7, after.unmaps() - before.unmaps());
      assertTrue(after.modelledCost() - before.modelledCost() > 7 * 512);
    }
  }

  @Test
  void staysAsFreesHaveLeftItWhenSwitchedOff() {
    try (TestKernel kernel = boot(256, Map.of("compaction", "off"))) {
      thinOut(kernel);
      kernel.advance(10 * WORKER_NANOS);
      assertEquals(8 * 4, onDemandKb(kernel));
    }
  }

  /** Seven unused blocks are what any number of pages may leave over. */
  @Test
  void nothingMovesWhereNoFrameCanBeSpared() {
    try (TestKernel kernel = boot(256, Map.of())) {
      for (long pfn = 0; pfn < 64; pfn++) {
        kernel.allocateSlab(0, pfn, 0, KMALLOC_64);
      }
      for (long pfn = 0; pfn < 7; pfn++) {
        kernel.freeSlab(0, 8 * pfn);
      }
      long stores = kernel.bill().work().shadowStores();
      kernel.advance(WORKER_NANOS);
      assertEquals(stores, kernel.bill().work().shadowStores());
      kernel.freeSlab(0, 8 * 7);
      kernel.advance(WORKER_NANOS);
      assertEquals(7 * 4, onDemandKb(kernel), "56 blocks fill seven frames");
    }
  }

  @Test
  void bugsAreFoundInABlockThatHasMoved() {
    try (TestKernel kernel = boot(256, Map.of())) {
      thinOut(kernel);
      var live = new ArrayList<Allocation>();
      var freed = new ArrayList<Allocation>();
      for (long pfn = 3; pfn < 64; pfn += 8) {
        live.add(kernel.allocateObject(0, pfn, 1, 50));
        freed.add(kernel.allocateObject(0, pfn, 2, 64));
      }
      freed.forEach(each -> kernel.free(0, each));
      kernel.advance(WORKER_NANOS);
      assertEquals(4, onDemandKb(kernel));
      for (int i = 0; i < 8; i++) {
        assertTrue(kernel.check(1, live.get(i).pointer(0), 50, true));
        assertFalse(kernel.check(1, live.get(i).pointer(50), 1, true), "one past its end");
        assertFalse(kernel.check(1, freed.get(i).pointer(8), 8, false), "used after free");
      }
      live.forEach(each -> kernel.free(0, each));
      live.forEach(each -> assertFalse(kernel.check(0, each.pointer(0), 1, false)));
    }
  }

  /**
   * The same random churn with and without compaction: every shadow byte is the same, and after
   * each run of the worker at most 1 in 128 blocks is unused, or fewer than a frame holds.
   */
  @ParameterizedTest
  @ValueSource(strings = {"struct-page", "page-ext"})
  void everyShadowByteIsAsIfNothingHadMoved(String pointers) {
    var random = new SplittableRandom(17);
    long pages = 4096;
    try (TestKernel moving = boot(pages, Map.of("pointers", pointers));
        TestKernel still = boot(pages, Map.of("pointers", pointers, "compaction", "off"))) {
      var slabs = new ArrayList<Long>();
      var free = new ArrayList<Long>();
      for (long pfn = 0; pfn < pages; pfn++) {
        free.add(pfn);
      }
      for (int phase = 0; phase < 12; phase++) {
        boolean grow = phase % 2 == 0;
        for (int i = 0; i < (grow ? 900 : 500); i++) {
          var from = grow ? free : slabs;
          long pfn = from.remove(random.nextInt(from.size()));
          (grow ? slabs : free).add(pfn);
          int object = random.nextInt(32);
          for (TestKernel kernel : new TestKernel[] {moving, still}) {
            if (grow) {
              kernel.allocateSlab(i & 1, pfn, 0, KMALLOC_64);
              kernel.allocateObject(i & 1, pfn, object, 1 + object * 2L);
            } else {
              kernel.freeSlab(i & 1, pfn);
            }
          }
        }
        moving.advance(WORKER_NANOS);
        still.advance(WORKER_NANOS);
        long unused = onDemandKb(moving) * 2 - slabs.size();
        assertTrue(
            unused < 8 || unused * 128 <= slabs.size(),
            unused + " blocks unused beside " + slabs.size());
        assertSameBytes(moving, still, pages);
      }
      assertTrue(onDemandKb(moving) <= onDemandKb(still));
    }
  }

  private static void assertSameBytes(TestKernel moving, TestKernel still, long pages) {
    for (long at = moving.address(0); at < moving.address(pages); at += 8) {
      int expected = still.shadow().shadowByte(at);
      if (moving.shadow().shadowByte(at) != expected) {
        assertEquals(expected, moving.shadow().shadowByte(at), Long.toHexString(at));
      }
    }
  }
}
