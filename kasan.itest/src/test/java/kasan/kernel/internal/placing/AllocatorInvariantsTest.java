// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.memory.PageKind;
import kasan.lab.api.scheme.Instrumentation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeded random calls on each scheme: memory is handed out once, and none of it gets lost. */
class AllocatorInvariantsTest {
  private static final int STEPS = 12_000;

  private final List<String> wrong = new ArrayList<>();

  /** Page counts add up to RAM, and the truth agrees with the allocator. */
  private static void checkCounts(PlacingKernel kernel, long windowPages) {
    var pages = kernel.allocators().pages;
    assertEquals(
        pages.managedPages(), pages.allocatedPages() + pages.heldPages() + pages.freePages());
    var truth = kernel.core().state().pages();
    long sum = 0;
    for (PageKind kind : PageKind.values()) {
      sum += kind == PageKind.NONE ? 0 : truth.count(kind);
    }
    assertEquals(kernel.machine().ramPages() + windowPages, sum);
    assertEquals(kernel.allocators().slab.slabPages(), truth.count(PageKind.SLAB));
    assertEquals(
        kernel.current().footprint().totalKb() >> 2, truth.count(PageKind.SHADOW), "shadow frames");
  }

  @ParameterizedTest
  @CsvSource({
    "floor, 2, OUTLINE, 1",
    "original, 1, OUTLINE, 2",
    "original, 8, INLINE, 3",
    "page, 1, OUTLINE, 4",
    "page, 2, INLINE, 5",
    "page, 8, OUTLINE, 6",
    "ondemand, 1, INLINE, 7",
    "ondemand, 5, OUTLINE, 8",
    "scale-16, 4, OUTLINE, 9",
    "scale-32, 3, INLINE, 10",
    "block, 1, OUTLINE, 11",
    "block, 6, OUTLINE, 12",
    "kfence, 2, OUTLINE, 13",
    "sw-tags, 4, OUTLINE, 14",
    "sw-tags, 1, INLINE, 15",
    "hw-tags, 7, OUTLINE, 16"
  })
  void memoryIsHandedOutOnceAndComesBack(
      String scheme, int cpus, Instrumentation instrumentation, long seed) {
    PlacingKernel kernel = KnownScheme.of(scheme).boot(cpus, instrumentation, seed, Map.of());
    kernel.judge(
        event -> {
          if (event.reported || event.bug()) {
            wrong.add(event.act + " " + Long.toHexString(event.address) + " " + event.truth);
          }
        });
    long window = kernel.core().state().stackWindow().pages();
    var code = new RandomCode(kernel, seed, false, 32);
    for (int step = 0; step < STEPS; step++) {
      code.step();
      checkCounts(kernel, window);
      if (step % 1000 == 0) {
        code.checkOwners();
      }
    }
    code.finish();
    checkCounts(kernel, window);
    assertNull(kernel.current().failure());
    assertEquals(List.of(), wrong);

    var pages = kernel.allocators().pages;
    long shadow = kernel.core().state().pages().count(PageKind.SHADOW);
    long had = pages.freePages() + pages.heldPages();
    kernel.close();
    assertEquals(0, kernel.core().state().pages().count(PageKind.SHADOW));
    assertEquals(0, pages.heldPages());
    assertEquals(had + shadow, pages.freePages(), "frames of the shadow are the buddy's again");
    assertTrue(shadow > 0 || scheme.equals("floor"), scheme);
  }
}
