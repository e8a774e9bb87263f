// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import static kasan.kernel.internal.alloc.page.Pages.PAGE_SHIFT;
import static kasan.kernel.internal.alloc.page.Pages.freeBlocks;
import static kasan.kernel.internal.alloc.page.Pages.machine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import kasan.api.memory.PfnRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAllocatorTest {
  /** recordings/guest-1g/before/zoneinfo: 253936 managed pages, 2 CPUs, one zone. */
  @Test
  void watermarksOfTheRecordedGuest() {
    var zone = machine(2, 10, false, new PfnRange(1024, 1024 + 253936)).zones().get(0);
    assertEquals(253936, zone.managed());
    assertEquals(1007, zone.min);
    assertEquals(1260, zone.low);
    assertEquals(1513, zone.high);
    assertEquals(63, Watermarks.batch(253936, PAGE_SHIFT));
    assertEquals(15871, Watermarks.cpuListMost(253936, 2, 63));
  }

  /**
   * recordings/kernel-build/before/zoneinfo: three zones, min_free_kbytes raised to 67584 by huge
   * pages.
   */
  @ParameterizedTest
  @CsvSource({"3840, 30, 37", "772917, 6065, 7581", "1376256, 10800, 13500"})
  void watermarksOfZonesOfTheRecordedMachine(long managed, long min, long low) {
    assertEquals(min, Watermarks.min(67584 / 4, managed, 3840 + 772917 + 1376256));
    assertEquals(low, min + Watermarks.step(min, managed));
  }

  /** The same zoneinfo: protection (0, 3019, 8395), (0, 0, 5376), high of DMA32 3790. */
  @Test
  void lowZonesKeepAReserveFromAllocationsThatCouldGoHigher() {
    assertEquals(3019, Watermarks.reserve(0, 772917));
    assertEquals(8395, Watermarks.reserve(0, 772917 + 1376256));
    assertEquals(5376, Watermarks.reserve(1, 1376256));
    assertEquals(3790, Watermarks.cpuListLeast(7581, 2, 63));
  }

  @Test
  void blocksAreSplitFromTheLowEndAndComeInAscendingOrder() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int first = pages.allocate(0, 4, Gfp.USER_MOVABLE);
    int second = pages.allocate(0, 4, Gfp.USER_MOVABLE);
    assertEquals(1024, first);
    assertEquals(1024 + 16, second);
  }

  @Test
  void unmovablePagesGetAPageBlockOfTheirOwn() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int user = pages.allocate(0, 0, Gfp.USER_MOVABLE);
    int kernel = pages.allocate(0, 0, Gfp.KERNEL);
    int inode = pages.allocate(0, 0, Gfp.KERNEL | Gfp.RECLAIMABLE);
    assertNotEquals(user >> 9, kernel >> 9);
    assertNotEquals(kernel >> 9, inode >> 9);
    assertEquals(MigrateType.UNMOVABLE.ordinal(), pages.map().blockType(kernel));
    assertEquals(MigrateType.RECLAIMABLE.ordinal(), pages.map().blockType(inode));
  }

  @Test
  void aFreedPageIsTheNextToBeHandedOut() {
    var pages = machine(2, 9, false, new PfnRange(1024, 9216));
    int a = pages.allocate(0, 0, Gfp.KERNEL);
    pages.allocate(0, 0, Gfp.KERNEL);
    pages.free(0, a, 0);
    assertNotEquals(a, pages.allocate(1, 0, Gfp.KERNEL), "it is on the list of CPU 0");
    assertEquals(a, pages.allocate(0, 0, Gfp.KERNEL));
  }

  @Test
  void normalZoneIsUsedBeforeTheZonesBelow() {
    var pages = machine(1, 9, true, new PfnRange(1, 0x80000), new PfnRange(0x100000, 0x140000));
    assertTrue(pages.allocate(0, 0, Gfp.KERNEL) >= 0x100000);
    int dma32 = pages.allocate(0, 0, Gfp.KERNEL | Gfp.DMA32);
    assertTrue(dma32 >= 0x1000 && dma32 < 0x80000);
  }

  @Test
  void allocationsThatMayNotSleepReachDeeperIntoTheReserve() {
    var pages = machine(1, 9, false, new PfnRange(1024, 1024 + 65536));
    while (pages.allocate(0, 4, Gfp.KERNEL) != MemMap.NONE) {}
    long kernelLeft = pages.freePages();
    assertEquals(0.0, (double) (pages.zones().get(0).min - kernelLeft), 32.0);
    while (pages.allocate(0, 4, Gfp.ATOMIC) != MemMap.NONE) {}
    assertEquals(0.0, (double) (pages.zones().get(0).min * 3 / 8 - pages.freePages()), 32.0);
    while (pages.allocate(0, 4, Gfp.MEMALLOC) != MemMap.NONE) {}
    assertTrue(pages.freePages() < 16);
  }

  @Test
  void aHeldBlockIsGivenToNobodyAndMergesBack() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    List<Long> before = freeBlocks(pages);
    assertTrue(pages.hold(2048 + 24, 3));
    assertFalse(pages.hold(2048 + 24, 3), "held already");
    assertEquals(8, pages.heldPages());
    var seen = new BitSet();
    for (int pfn; (pfn = pages.allocate(0, 3, Gfp.MEMALLOC)) != MemMap.NONE; ) {
      seen.set(pfn, pfn + 8);
    }
    assertFalse(seen.get(2048 + 24, 2048 + 32).cardinality() > 0);
    assertEquals(8192 - 8, seen.cardinality());
    for (int pfn = seen.nextSetBit(0); pfn >= 0; pfn = seen.nextSetBit(pfn + 8)) {
      pages.free(0, pfn, 3);
    }
    pages.unhold(2048 + 24, 3);
    pages.drainCpuLists();
    assertEquals(before, freeBlocks(pages));
  }

  @Test
  void pagesOnListsOfCpusCanBeHeld() {
    var pages = machine(2, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 2, Gfp.KERNEL);
    int block = pfn & ~7;
    pages.free(1, pfn, 2);
    assertTrue(pages.hold(block, 3));
    for (int i = 0; i < 200; i++) {
      assertNotEquals(block, pages.allocate(i % 2, 2, Gfp.KERNEL) & ~7);
    }
  }

  @Test
  void aSplitBlockIsFreedInParts() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    List<Long> before = freeBlocks(pages);
    int pfn = pages.allocate(0, 9, Gfp.KERNEL);
    pages.split(pfn, 9);
    pages.free(0, pfn + 100, 0);
    pages.freeRun(0, pfn + 101, 411);
    assertEquals(100, pages.allocatedPages());
    pages.freeRun(0, pfn, 100);
    pages.drainCpuLists();
    assertEquals(before, freeBlocks(pages));
    assertThrows(IllegalStateException.class, () -> pages.freeRun(0, pfn, 1));
  }

  @Test
  void framesThatBootHadKeptCanBeAdopted() {
    var pages = machine(1, 9, false, new PfnRange(1024, 1500), new PfnRange(1600, 9216));
    pages.adopt(0, 1500, 100);
    assertEquals(8192, pages.managedPages());
    assertEquals(8192, pages.freePages());
    assertEquals(8, pages.zones().get(0).blocks(MemMap.MAX_ORDER));
  }

  @Test
  void aBlockWithAPageInUseCannotBeHeld() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 0, Gfp.KERNEL);
    assertFalse(pages.hold(pfn & ~7, 3));
    assertFalse(pages.hold(512, 3), "never given to the allocator");
  }

  @Test
  void freeingTwiceIsAnErrorOfTheCaller() {
    var pages = machine(1, 9, false, new PfnRange(1024, 9216));
    int pfn = pages.allocate(0, 1, Gfp.KERNEL);
    assertThrows(IllegalStateException.class, () -> pages.free(0, pfn, 0));
    pages.free(0, pfn, 1);
    assertThrows(IllegalStateException.class, () -> pages.free(0, pfn, 1));
  }

  @Test
  void oneTebibyteIsPristineUntilTouched() {
    long frames = 1L << 28;
    var pages = machine(8, 9, true, new PfnRange(4096, 0xc0000), new PfnRange(0x100000, frames));
    assertEquals(frames - 0x100000 + 0xc0000 - 4096, pages.freePages());
    int pfn = pages.allocate(0, 0, Gfp.KERNEL);
    pages.free(0, pfn, 0);
    pages.drainCpuLists();
    assertEquals(frames - 0x100000 + 0xc0000 - 4096, pages.managedPages());
    assertEquals(pages.managedPages(), pages.freePages());
  }

  @Test
  void gfpFlagsAreReadAsTracesPrintThem() {
    assertEquals(Gfp.KERNEL, Gfp.parse("GFP_KERNEL|__GFP_ZERO"));
    assertEquals(Gfp.USER_MOVABLE, Gfp.parse("GFP_HIGHUSER_MOVABLE|__GFP_COMP|__GFP_SKIP_KASAN"));
    assertEquals(
        Gfp.KERNEL | Gfp.RECLAIMABLE, Gfp.parse("GFP_KERNEL|__GFP_RECLAIMABLE|__GFP_NOWARN"));
  }
}
