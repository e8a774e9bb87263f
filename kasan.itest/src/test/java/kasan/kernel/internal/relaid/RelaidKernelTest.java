// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arch.x86.internal.X86Architecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.api.workload.SlabInfo;
import kasan.kernel.internal.placing.BootedMachine;
import kasan.kernel.internal.truth.PageMap;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.wall.Wall;
import kasan.workload.internal.KernelsOfArchitectures;
import kasan.workload.internal.TracefsReader;
import kasan.workload.internal.input.MemberInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelaidKernelTest {
  private static final Set<EventField> WANTED =
      Set.of(
          EventField.CACHE_NAME,
          EventField.GFP,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC);

  /** Bits of kpageflags. */
  private static final long ANON = 1L << 12;

  private static final long OTHER_USE = 1L << 7 | 1L << 10 | 1L << 20 | 1L << 26 | 1L << 32;

  /** The recording that comes with the product. */
  private static Recording shipped() {
    return new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
        .open(MemberInput.of(Path.of("../recordings/tree-cold")), Map.of());
  }

  private static Recording large(String name) {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    return new TracefsReader(KernelsOfArchitectures.of(new X86Architecture()))
        .open(MemberInput.of(Path.of(folder, name)), Map.of());
  }

  private static RelaidKernel kernel(Recording recording) {
    return new RelaidKernel(recording, BootedMachine.x86(), false, new Wall());
  }

  private static AttachedShadow attach(RelaidKernel kernel, String scheme) {
    return kernel.attach(BootedMachine.choice(scheme, Map.of()));
  }

  private static void play(Recording recording, RelaidKernel kernel) {
    var batch = new EventBatch();
    try (EventSource source = recording.open(WANTED)) {
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
    }
    kernel.finish();
  }

  /** As many objects as slabinfo says are active, before the first event. */
  @Test
  void objectsStandInForThoseThatSlabinfoCounts() {
    try (Recording recording = shipped();
        RelaidKernel kernel = kernel(recording)) {
      long active = 0;
      for (SlabInfo slab : recording.before().slabs()) {
        active += slab.objects() > 0 ? Math.min(slab.activeObjects(), slab.objects()) : 0;
      }
      assertEquals(active, kernel.layoutBill().standInObjects());
      assertEquals(active, kernel.counts().liveObjects());
    }
  }

  @Test
  void pagesInUseBeforeTheTraceStayWhereTheyWere() {
    try (Recording recording = shipped();
        RelaidKernel kernel = kernel(recording)) {
      var flags = recording.before().pageFlags();
      PageMap pages = kernel.core().state().pages();
      long anonymous = 0;
      for (long pfn = 0; pfn < flags.frames(); pfn++) {
        // a snapshot is not atomic: some frames carry flags of what they were, too
        if ((flags.at(pfn) & (ANON | OTHER_USE)) == ANON) {
          anonymous++;
          if (pages.kind(pfn) != PageKind.ALLOCATED) {
            fail("anonymous page " + pfn + " is " + pages.kind(pfn));
          }
        }
      }
      assertTrue(anonymous > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"floor", "original", "page", "ondemand"})
  void everySchemeSeesTheSameRecordingToItsEnd(String scheme) {
    try (Recording recording = shipped();
        RelaidKernel kernel = kernel(recording);
        RelaidKernel again = kernel(recording)) {
      AttachedShadow shadow = attach(kernel, scheme);
      play(recording, kernel);
      assertNull(shadow.failure());
      play(recording, again);
      assertEquals(again.layoutBill(), kernel.layoutBill());
      KernelCounts counts = kernel.counts();
      assertEquals(again.counts(), counts);
      assertEquals(0, counts.notes().getOrDefault("requests that failed for want of memory", 0L));
    }
  }

  /**
   * slabinfo rounds the size of a cache up, the trace does not; kmem_cache_alloc hands out whole
   * objects, and KASAN makes all of one accessible.
   */
  @Test
  void objectsOfCachesAreLiveToTheirEnd() {
    try (Recording recording = shipped();
        RelaidKernel kernel = kernel(recording)) {
      play(recording, kernel);
      kernel
          .core()
          .state()
          .objects()
          .forEach(
              (address, requested, cache, state) -> {
                if (!cache.kmalloc() && requested != cache.objectBytes()) {
                  fail(cache + " has an object of " + requested + " bytes");
                }
              });
    }
  }

  /** What is slab or free for the allocators is so in the truth, too. */
  @Test
  void truthAndAllocatorsAgreeInTheEnd() {
    try (Recording recording = shipped();
        RelaidKernel kernel = kernel(recording)) {
      play(recording, kernel);
      PageMap pages = kernel.core().state().pages();
      assertEquals(kernel.allocators().slab.slabPages(), pages.count(PageKind.SLAB));
      long free = 0;
      for (PfnRange range : kernel.machine().ram()) {
        for (long pfn = range.first(); pfn < range.end(); pfn++) {
          free += pages.kind(pfn) == PageKind.FREE ? 1 : 0;
        }
      }
      assertEquals(kernel.allocators().pages.freePages(), free);
      LayoutBill bill = kernel.layoutBill();
      assertTrue(bill.totalKb() - bill.stacksKb() <= bill.slabKb(), bill.toString());
    }
  }

  /**
   * The guest that was recorded without KASAN had a twin with it, which did the same: 64.5 MiB of
   * slab in the build (docs/sources.md#real-guests), and stacks of 32 KiB.
   */
  @Test
  void theRecordedGuestPlacedAgainHasTheSlabOfItsTwinWithKasan() {
    try (Recording recording = large("guest-1g");
        RelaidKernel kernel = kernel(recording)) {
      AttachedShadow page = attach(kernel, "page");
      play(recording, kernel);
      double slabMib = (double) kernel.counts().slabPages() / 256;
      assertEquals(64.5, slabMib, 0.2 * 64.5);
      double shadowMib = (double) page.footprint().peakKb(FrameUse.ON_DEMAND) / 1024;
      assertEquals(9.9, shadowMib, 0.2 * 9.9);
      // 1/32 of MemTotal at the most
      assertTrue(kernel.layoutBill().quarantineKb() <= 1_015_744 / 32);
    }
  }

  /** 6445 slab pages of 24 GB before; on demand nothing stays that a slab has left. */
  @ParameterizedTest
  @CsvSource({"file-tree-cold", "fork-exec"})
  void aLargeMachineIsPlacedAgain(String name) {
    try (Recording recording = large(name);
        RelaidKernel kernel = kernel(recording)) {
      AttachedShadow page = attach(kernel, "page");
      play(recording, kernel);
      assertNull(page.failure());
      assertEquals(
          kernel.allocators().slab.slabPages(), kernel.core().state().pages().count(PageKind.SLAB));
      assertTrue(kernel.layoutBill().quarantineKb() <= 24_684_092 / 32);
    }
  }
}
