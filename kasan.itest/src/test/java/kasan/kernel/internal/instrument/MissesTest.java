// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.MissReason;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import org.junit.jupiter.api.Test;

/**
 * Why bugs go by: what each design is known to miss, and why (docs/sources.md#stale-entries and
 * docs/sources.md#designs).
 */
class MissesTest {
  private static final long PAGE = 4096;

  private final CodeOnKernel original =
      new CodeOnKernel(
          new OriginalScheme(),
          SchemeDescription.named("original").build(),
          Instrumentation.OUTLINE);
  private final CodeOnKernel ondemand =
      new CodeOnKernel(
          new OndemandScheme(),
          SchemeDescription.named("ondemand").build(),
          Instrumentation.OUTLINE);
  private final CodeOnKernel page =
      new CodeOnKernel(
          new PageScheme(),
          SchemeDescription.named("page").vmalloc(false).build(),
          Instrumentation.OUTLINE);

  /** CPU 1 looks at a block before CPU 0 puts a slab into it and frees an object there. */
  private static String readByStaleCpu(CodeOnKernel on) {
    on.oracle.pagesAllocated(9, 0);
    on.kernel.allocatePages(0, 9, 0);
    on.read(1, on.kernel.address(9), 8);
    long slab = on.slab(0, 8);
    on.allocate(0, slab, 100);
    on.free(0, slab);
    return on.read(1, slab, 8);
  }

  @Test
  void aStaleZeroPageHidesAUseAfterFree() {
    assertEquals("bug missed stale-tlb", readByStaleCpu(ondemand));
    assertEquals("bug reported slab-use-after-free", readByStaleCpu(original));
    assertEquals("bug reported slab-use-after-free", readByStaleCpu(page));
  }

  private static String readFreePage(CodeOnKernel on) {
    on.oracle.pagesAllocated(16, 0);
    on.kernel.allocatePages(0, 16, 0);
    on.oracle.pagesFreed(16, 0);
    on.kernel.freePages(0, 16, 0);
    return on.read(0, on.kernel.address(16), 8);
  }

  @Test
  void aFreePageInABlockOnTheZeroPageLooksGood() {
    assertEquals("bug missed free-page", readFreePage(ondemand));
    assertEquals("bug reported use-after-free", readFreePage(original));
    assertEquals("bug reported use-after-free", readFreePage(page));
  }

  @Test
  void aFreePageIsSeenWhereANeighbourKeepsTheBlockMapped() {
    ondemand.slab(0, 17);
    assertEquals("bug reported use-after-free", readFreePage(ondemand));
  }

  /** The end of one page, and the begin of the free page behind it. */
  private static String readOverEnd(CodeOnKernel on) {
    on.oracle.pagesAllocated(16, 1);
    on.kernel.allocatePages(0, 16, 1);
    on.oracle.pagesFreed(16, 1);
    on.kernel.freePages(0, 16, 1);
    on.oracle.pagesAllocated(16, 0);
    on.kernel.allocatePages(0, 16, 0);
    return on.read(0, on.kernel.address(17) - 4, 8);
  }

  /** As posted in 2017: the mask that finds the border of a page had the wrong bits. */
  @Test
  void aSchemeThatLooksAtTheFirstPageOnlyPassesOverTheSecond() {
    var posted =
        new CodeOnKernel(
            SchemeChoice.of(
                SchemeDescription.named("page").vmalloc(false).build(),
                new PageScheme(),
                Map.of("straddle-quirk", "on")),
            Instrumentation.OUTLINE);
    assertEquals("bug missed not-looked", readOverEnd(posted));
    assertEquals("bug reported use-after-free", readOverEnd(page));
    assertEquals("bug reported use-after-free", readOverEnd(original));
  }

  private static String readBehindArea(CodeOnKernel on) {
    on.oracle.areaMapped(TestArch.VMALLOC, PAGE, 2035);
    on.kernel.mapArea(0, TestArch.VMALLOC, PAGE, 2035);
    return on.read(0, TestArch.VMALLOC + 2035, 1);
  }

  @Test
  void aSchemeWithoutVmallocShadowMissesWhatHappensThere() {
    assertEquals("bug missed no-vmalloc-shadow", readBehindArea(page));
    assertEquals("bug reported vmalloc-out-of-bounds", readBehindArea(original));
  }

  @Test
  void anAddressWithNothingBehindItFaultsAnyway() {
    long hole = original.kernel.arch().layout().regions().get(3).start();
    assertEquals("bug missed faults-anyway", page.read(0, hole, 8));
  }

  @Test
  void whereVmallocSpaceHasNoShadowTheKernelDiesOnIt() {
    assertEquals(
        "bug faulted wild-memory-access", original.read(0, TestArch.VMALLOC + (1L << 30), 8));
  }

  @Test
  void aKernelWithoutInstrumentationReportsNothing() {
    var plain =
        new CodeOnKernel(
            new OriginalScheme(),
            SchemeDescription.named("original").build(),
            Instrumentation.NONE);
    long slab = plain.slab(0, 8);
    plain.allocate(0, slab, 100);
    assertEquals("bug missed not-checked", plain.read(0, slab + 100, 1));
  }

  @Test
  void verdictsAreCountedByReason() {
    readFreePage(ondemand);
    readByStaleCpu(ondemand);
    var verdicts = ondemand.standing.tally().verdicts();
    assertEquals(Map.of(MissReason.FREE_PAGE, 1L, MissReason.STALE_TLB, 1L), verdicts.missed());
    assertEquals(2, verdicts.missedInAll());
    assertEquals(1, verdicts.clean());
    assertEquals(0, verdicts.falseReports());
  }

  @Test
  void aFreeIsJudgedByTheTruthAboutItsAddress() {
    long slab = original.slab(0, 8);
    original.allocate(0, slab, 100);
    original.judge.freed(0, slab + 1, true, true);
    assertEquals("bug reported invalid-free", original.last());
    original.judge.freed(0, slab, false, true);
    assertEquals("good", original.last());
    original.free(0, slab);
    original.judge.freed(0, slab, false, original.shadow.byteAccessible(0, slab));
    assertEquals("bug reported double-free", original.last());
  }
}
