// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.workload.EventBatch;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacingKernelTest {
  private static PlacingKernel boot(String scheme, int cpus, boolean kasan, boolean vmapStacks) {
    var plan =
        new BootPlan(
            128,
            cpus,
            "linux-6.12-qemu",
            kasan ? LayoutClass.GENERIC : LayoutClass.PLAIN,
            kasan ? Instrumentation.OUTLINE : Instrumentation.NONE,
            vmapStacks,
            cpus);
    return (PlacingKernel) BootedMachine.boot(plan, scheme);
  }

  /** Pages: what the truth says of each adds up to what the allocator counts, and to RAM. */
  private static void check(PlacingKernel kernel) {
    var pages = kernel.allocators().pages;
    assertEquals(
        pages.managedPages(), pages.allocatedPages() + pages.heldPages() + pages.freePages());
    var truth = kernel.core().state().pages();
    long ram = kernel.machine().ramPages();
    long window = kernel.core().state().stackWindow().pages();
    long sum = 0;
    for (PageKind kind : PageKind.values()) {
      sum += kind == PageKind.NONE ? 0 : truth.count(kind);
    }
    assertEquals(ram + window, sum);
    long windowFree = 0;
    for (long pfn = kernel.core().state().stackWindow().first();
        pfn < kernel.core().state().stackWindow().end();
        pfn++) {
      windowFree += truth.kind(pfn) == PageKind.FREE ? 1 : 0;
    }
    assertEquals(pages.freePages() + pages.heldPages(), truth.count(PageKind.FREE) - windowFree);
    assertEquals(kernel.allocators().slab.slabPages(), truth.count(PageKind.SLAB));
    assertEquals(
        kernel.current().footprint().totalKb() >> 2, truth.count(PageKind.SHADOW), "shadow frames");
    assertNull(kernel.current().failure());
  }

  /** No sound scheme reports anything good; frames of the shadow come out of the same pages. */
  @ParameterizedTest
  @CsvSource({
    "original, 1, true, true, 1",
    "original, 4, true, false, 2",
    "page, 1, true, true, 3",
    "page, 8, true, false, 4",
    "ondemand, 1, true, true, 5",
    "ondemand, 3, true, false, 6",
    "floor, 2, false, true, 7",
    "page, 2, true, true, 8"
  })
  void randomLoadsAddUpAndNothingGoodIsReported(
      String scheme, int cpus, boolean kasan, boolean vmapStacks, long seed) {
    var kernel = boot(scheme, cpus, kasan, vmapStacks);
    List<String> wrong = new ArrayList<>();
    kernel.judge(
        event -> {
          if (event.reported || event.bug()) {
            wrong.add(event.act + " " + Long.toHexString(event.address) + " " + event.truth);
          }
        });
    long free = kernel.memFreeKb();
    var load = new RandomLoad(seed, cpus, 30_000);
    var batch = new EventBatch();
    while (load.next(batch)) {
      for (int from = 0; from < batch.size; from += 512) {
        kernel.apply(batch, from, Math.min(batch.size, from + 512), load);
        check(kernel);
      }
    }
    while (load.release(batch)) {
      kernel.apply(batch, 0, batch.size, load);
    }
    kernel.finish();
    check(kernel);
    assertEquals(List.of(), wrong);
    assertTrue(kernel.counts().events() > 30_000);
    assertTrue(kernel.memFreeKb() < free);
    kernel.close();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      var kernel = boot("page", 4, true, true);
      var load = new RandomLoad(11, 4, 20_000);
      var batch = new EventBatch();
      while (load.next(batch)) {
        kernel.apply(batch, 0, batch.size, load);
      }
      results.add(
          List.of(
              kernel.counts(),
              kernel.current().footprint(),
              kernel.current().work(),
              kernel.memFreeKb()));
    }
    assertEquals(results.get(0), results.get(1));
  }

  @Test
  void swapsUnderLoadKeepMemoryAndVerdicts() {
    var kernel = boot("original", 2, true, false);
    List<String> wrong = new ArrayList<>();
    kernel.judge(
        event -> {
          if (event.reported || event.bug()) {
            wrong.add(event.act + " " + Long.toHexString(event.address) + " " + event.truth);
          }
        });
    var random = new SplittableRandom(3);
    String[] schemes = {"original", "page", "ondemand"};
    var load = new RandomLoad(21, 2, 60_000);
    var batch = new EventBatch();
    int swaps = 0;
    while (load.next(batch)) {
      for (int from = 0; from < batch.size; from += 1000) {
        kernel.apply(batch, from, Math.min(batch.size, from + 1000), load);
        String next = schemes[random.nextInt(schemes.length)];
        long managed = kernel.allocators().pages.managedPages();
        kernel.swap(BootedMachine.choice(next, Map.of()));
        swaps++;
        assertEquals(next, kernel.current().name());
        assertTrue(kernel.allocators().pages.managedPages() >= managed);
        check(kernel);
      }
    }
    assertTrue(swaps >= 60, "swaps: " + swaps);
    assertEquals(List.of(), wrong);
  }

  /** The boot shadow's frames join the page allocator; MemTotal in /proc would grow. */
  @Test
  void leavingTheBootShadowGivesItsMemoryBack() {
    var kernel = boot("original", 1, true, false);
    long managed = kernel.allocators().pages.managedPages();
    long boot = kernel.current().footprint().totalKb() >> 2;
    long before = kernel.memFreeKb();
    kernel.swap(BootedMachine.choice("page", Map.of()));
    assertEquals(managed + boot, kernel.allocators().pages.managedPages());
    long now = kernel.current().footprint().totalKb();
    assertEquals(before + boot * 4 - now, kernel.memFreeKb());
    assertEquals(0, kernel.current().footprint().kb(FrameUse.VMALLOC));
    check(kernel);
  }
}
