// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import kasan.kernel.internal.fixture.BareKernel;
import kasan.kernel.internal.fixture.Heard;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;

class KernelCoreTest {
  private static final SlabCache K64 = new SlabCache("kmalloc-64", 64, 64, true, false);
  private static final SlabCache K192 = new SlabCache("kmalloc-192", 192, 192, true, false);

  private final BareKernel kernel = new BareKernel(TestArch.x86(), 2, 1 << 12);
  private final Heard heard = new Heard();
  private final long page8 = kernel.address(8);

  KernelCoreTest() {
    kernel.attach(SchemeChoice.of(SchemeDescription.named("heard").build(), heard, Map.of()));
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  @Test
  void aSlabIsToldFromItsPagesToItsObjectsAndBack() {
    kernel.allocateSlab(0, 8, 1, K64);
    kernel.allocateObject(0, page8 + 64, 50, K64);
    kernel.freeObject(0, page8 + 64);
    kernel.freeSlab(0, 8, 1);

    assertEquals(
        List.of(
            "pages+ 8 1",
            "slab+ 8 1 kmalloc-64",
            "object+ " + hex(page8 + 64) + " 32 kmalloc-64",
            "object- " + hex(page8 + 64) + " kmalloc-64",
            "slab- 8 1",
            "pages- 8 1"),
        heard.take());
  }

  @Test
  void theTruthHasChangedBeforeAShadowIsTold() {
    List<PageKind> seen = new ArrayList<>();
    var looking =
        new Heard() {
          @Override
          public void pagesAllocated(int cpu, long pfn, int order) {
            seen.add(view.truth().pageKind(pfn));
          }

          @Override
          public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
            seen.add(view.truth().pageKind(pfn));
            return true;
          }

          @Override
          public void slabFreed(int cpu, long pfn, int order) {
            seen.add(view.truth().pageKind(pfn));
          }

          @Override
          public void pagesFreed(int cpu, long pfn, int order) {
            seen.add(view.truth().pageKind(pfn));
          }
        };
    kernel.attach(SchemeChoice.of(SchemeDescription.named("looking").build(), looking, Map.of()));
    kernel.allocateSlab(0, 8, 0, K64);
    kernel.freeSlab(0, 8, 0);

    assertEquals(
        List.of(PageKind.ALLOCATED, PageKind.SLAB, PageKind.ALLOCATED, PageKind.FREE), seen);
  }

  @Test
  void anAllocationWhereAnObjectLivesImpliesItsFree() {
    kernel.allocateSlab(0, 8, 0, K64);
    kernel.allocateObject(0, page8, 64, K64);
    heard.take();
    kernel.allocateObject(0, page8, 60, K64);

    assertEquals(
        List.of(
            "object- " + hex(page8) + " kmalloc-64", "object+ " + hex(page8) + " 3c kmalloc-64"),
        heard.take());
    assertEquals(Map.of("kmalloc-64", 1L), kernel.core().tally().impliedFreesByCache());
    assertEquals(1, kernel.core().state().objects().liveObjects());
  }

  @Test
  void anAllocationOfAnotherSizeImpliesTheFreeOfAllItOverlaps() {
    kernel.allocateSlab(0, 8, 0, K64);
    for (int i = 0; i < 6; i++) {
      kernel.allocateObject(0, page8 + 64L * i, 64, K64);
    }
    kernel.allocateObject(0, page8 + 192, 192, K192);

    assertEquals(3, kernel.core().tally().impliedFrees());
    assertEquals(4, kernel.core().state().objects().liveObjects());
  }

  @Test
  void objectsStillLiveOnAPageThatIsFreedAreFreedFirst() {
    kernel.allocateSlab(0, 8, 0, K64);
    kernel.allocateObject(0, page8 + 128, 64, K64);
    heard.take();
    kernel.freePages(0, 8, 0);

    assertEquals(
        List.of("object- " + hex(page8 + 128) + " kmalloc-64", "slab- 8 0", "pages- 8 0"),
        heard.take());
    assertEquals(1, kernel.core().tally().impliedFrees());
  }

  @Test
  void pagesHandedOutWhileInUseWereFreedWithoutAnEvent() {
    kernel.allocatePages(0, 8, 0);
    kernel.allocatePages(0, 8, 1);

    assertEquals(List.of("pages+ 8 0", "pages- 8 0", "pages+ 8 1"), heard.take());
    SortedMap<String, Long> expected = new TreeMap<>();
    expected.put(Note.IMPLIED_PAGE_FREES.text(), 1L);
    assertEquals(expected, kernel.core().tally().notes());
  }

  @Test
  void freeingWhatWasNotKnownToBeInUseIsCounted() {
    kernel.freePages(0, 8, 0);
    kernel.allocateSlab(0, 16, 0, K64);
    kernel.freeObject(0, kernel.address(16));

    assertEquals(2, kernel.core().tally().unknownFrees());
  }

  @Test
  void aLargeKmallocIsByteManagedButNotSlab() {
    kernel.allocateLarge(0, 16, 2, 9000);
    assertEquals(PageKind.LARGE_KMALLOC, kernel.oracle().pageKind(17));
    assertEquals(0, kernel.core().state().pages().count(PageKind.SLAB));
    kernel.freeLarge(0, 16, 2);

    assertEquals(
        List.of("pages+ 10 2", "large+ 10 2 2328", "large- 10 2", "pages- 10 2"), heard.take());
  }

  @Test
  void vmallocedStacksAreSeenWhereTheyLieOrInTheWindowAboveTheLastPage() {
    var old = new Heard();
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("no vmalloc").vmalloc(false).build(), old, Map.of()));
    long area = TestArch.VMALLOC + (1 << 20);
    kernel.mapArea(0, area, 16384, 16384);
    kernel.allocateVmapStack(0, area);
    long first = kernel.core().state().stackWindow().first();
    assertEquals(PageKind.STACK, old.view.truth().pageKind(first));
    assertEquals(PageKind.NONE, heard.view.truth().pageKind(first));
    kernel.unmapArea(0, area);

    assertEquals(
        List.of(
            "area+ " + hex(area) + " 4000 4000",
            "stack+ " + hex(area) + " 4000",
            "stack- " + hex(area) + " 4000",
            "area- " + hex(area) + " 4000"),
        heard.take());
    String inWindow = hex(kernel.address(first));
    assertEquals(
        List.of(
            "pages+ " + hex(first) + " 2",
            "stack+ " + inWindow + " 4000",
            "stack- " + inWindow + " 4000",
            "pages- " + hex(first) + " 2"),
        old.take());
    assertEquals(first + 256, old.view.machine().frames());
    assertEquals(1 << 12, heard.view.machine().frames());
  }

  @Test
  void theTruthVisitsRamInRunsWithoutHoles() {
    kernel.allocateSlab(0, 8, 1, K64);
    kernel.allocateSlab(0, 10, 0, K64);
    kernel.allocateObject(0, kernel.address(10), 8, K64);
    List<String> runs = new ArrayList<>();
    heard
        .view
        .truth()
        .forEachPageRun((pfn, pages, kind) -> runs.add(pfn + "+" + pages + " " + kind));
    assertEquals(List.of("0+8 FREE", "8+3 SLAB", "11+4085 FREE"), runs);
  }

  @Test
  void aStackInTheDirectMapIsSeenThereByAll() {
    kernel.allocateStack(0, 32, 2);

    assertTrue(heard.take().contains("stack+ " + hex(kernel.address(32)) + " 4000"));
    assertEquals(PageKind.STACK, kernel.oracle().pageKind(33));
  }
}
