// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.workload.internal.load.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The four guests of docs/sources.md#real-guests, and one of our own with 4 GiB, modelled with one
 * set of parameters: slab, and the on-demand shadow of blocks with a slab page. What the shadow
 * takes besides, for stacks and large kmallocs, comes on top, as there. The guests had static
 * shadow or none; with page, its own shadow frames lie among the slabs.
 */
class GuestRowsTest {
  private static final double TOLERANCE = 0.2;
  private static final Map<String, String> LENGTH = Map.of("accesses", "0", "seconds", "20");
  private static final int BLOCK_PAGES = 8;

  /** Slabs may come and go within a batch of events. */
  private static final long SLAB_PAGES_OF_A_BATCH = 500;

  @ParameterizedTest
  @CsvSource({
    "floor,    PLAIN,   NONE,    false, 31.3,  4.5",
    "floor,    PLAIN,   NONE,    true,  152.8, 19.6",
    "original, GENERIC, OUTLINE, false, 64.5,  9.9",
    "original, GENERIC, OUTLINE, true,  209.0, 28.3",
    "page,     PLAIN,   NONE,    false, 31.3,  4.5",
    "page,     PLAIN,   NONE,    true,  152.8, 19.6",
    "page,     GENERIC, OUTLINE, false, 64.5,  9.9",
    "page,     GENERIC, OUTLINE, true,  209.0, 28.3"
  })
  void slabAndItsShadowAreThoseOfARealGuest(
      String scheme,
      LayoutClass layout,
      Instrumentation instrumentation,
      boolean treeRead,
      double slabMib,
      double shadowMib) {
    var plan = new BootPlan(1024, 2, "linux-6.12-qemu", layout, instrumentation, true, 1);
    Load load = treeRead ? Load.afterTree("kernel-build") : Load.builtIn("kernel-build");
    assertGuest(plan, scheme, load, LENGTH, slabMib, shadowMib);
  }

  /** Linux 6.1.176, KASAN outline, 4096 MiB, which read a tree with 83,811 inodes. */
  @Test
  void slabAndItsShadowAreThoseOfAGuestOf4GibThatReadATree() {
    var plan =
        new BootPlan(
            4096, 2, "linux-6.12-qemu", LayoutClass.GENERIC, Instrumentation.OUTLINE, true, 1);
    Map<String, String> tree = Map.of("accesses", "0", "seconds", "0", "tree", "1393");
    assertGuest(plan, "original", Load.afterTree("kernel-build"), tree, 276.9, 36.6);
  }

  private static void assertGuest(
      BootPlan plan,
      String scheme,
      Load load,
      Map<String, String> set,
      double slabMib,
      double shadowMib) {
    Options options = Options.of("load", load.options(), set);
    try (var kernel = (PlacingKernel) BootedMachine.boot(plan, scheme);
        EventSource source = load.open(kernel.machine(), options, 1)) {
      var batch = new EventBatch();
      long slabPages = 0;
      kernel.slabUse();
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
        slabPages = Math.max(slabPages, kernel.allocators().slab.slabPages());
      }
      kernel.finish();
      SlabUse use = kernel.slabUse();
      assertTrue(use.pagesPeak() - slabPages <= SLAB_PAGES_OF_A_BATCH, use::toString);
      assertTrue(use.pagesPeak() >= slabPages, use::toString);
      assertEquals(slabBlocks(kernel), use.blocks());
      assertNear("slab MiB", slabMib, (double) slabPages / 256);
      assertNear("shadow MiB of blocks with slab", shadowMib, (double) slabBlocks(kernel) / 256);
    }
  }

  private static void assertNear(String what, double real, double model) {
    assertEquals(real, model, real * TOLERANCE, what);
  }

  private static long slabBlocks(PlacingKernel kernel) {
    long blocks = 0;
    long last = -1;
    for (long pfn = 0; pfn < kernel.machine().frames(); pfn++) {
      if (pfn / BLOCK_PAGES != last && kernel.core().state().pages().slab(pfn)) {
        last = pfn / BLOCK_PAGES;
        blocks++;
      }
    }
    return blocks;
  }
}
