// SPDX-License-Identifier: Apache-2.0
package kasan.itest.schemes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.memory.FrameUse;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.shadow.block.internal.BlockScheme;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.kfence.internal.KfenceScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.shadow.scale.internal.Scale16Scheme;
import kasan.shadow.scale.internal.Scale32Scheme;
import kasan.shadow.tags.internal.HwTagsScheme;
import kasan.shadow.tags.internal.SwTagsScheme;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each design takes, against its formula. R is 256 MiB, 65,536 pages of 4 KiB; the image has
 * 16 KiB, the IRQ and exception stacks of each of 2 CPUs 16 KiB. A shared page costs 4 kB beside.
 */
class FootprintTest {
  private static final long RAM_PAGES = 65_536;
  private static final long R_KB = 262_144;
  private static final SlabCache KMALLOC_256 = new SlabCache("kmalloc-256", 256, 512, true, false);

  private static ShadowScheme scheme(String name) {
    return switch (name) {
      case "floor" -> new FloorScheme();
      case "original" -> new OriginalScheme();
      case "page" -> new PageScheme();
      case "ondemand" -> new OndemandScheme();
      case "scale-16" -> new Scale16Scheme();
      case "scale-32" -> new Scale32Scheme();
      case "block" -> new BlockScheme();
      case "sw-tags" -> new SwTagsScheme();
      case "hw-tags" -> new HwTagsScheme();
      case "kfence" -> new KfenceScheme();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static TestKernel boot(ArchModel arch, String name, Map<String, String> settings) {
    TestKernel kernel = TestKernel.boot(arch, 2, RAM_PAGES);
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named(name).vmalloc(!name.equals("page")).build(),
            scheme(name),
            settings));
    return kernel;
  }

  private static Map<String, String> settings(String setting) {
    if (setting == null) {
      return Map.of();
    }
    String[] sides = setting.split("=", 2);
    return Map.of(sides[0], sides[1]);
  }

  /**
   * Static: R/8 32,768; R/16 16,384; R/32 8,192; R/512 512 kB. Page shadow: 64 kB in a leaf of 2
   * MiB, and a page for that of the CPUs' stacks. Image: 2 KiB of shadow in a page; with the leaves
   * of 2017 in 2 MiB. Stacks: 4 KiB of shadow for both CPUs.
   */
  @ParameterizedTest
  @CsvSource({
    "x86, floor, , 0, 0, 0",
    "x86, original, , 32768 + 4, 4, 4",
    "x86, original, leaves=2m, 32768 + 4, 2048, 4",
    "x86, page, , 2048 + 4 + 4 + 4, 2048, 4",
    "x86, ondemand, , 4, 4, 4",
    "x86, scale-16, , 16384 + 4, 4, 4",
    "x86, scale-32, , 8192 + 4, 4, 4",
    "x86, block, , 512, 4, 0",
    "x86, block, pointers=page-ext, 1024, 4, 0",
    "x86, kfence, , 2048, 0, 0",
    "x86, kfence, objects=63, 512, 0, 0",
    "arm64, original, , 32768 + 4, 4, 4",
    "arm64, scale-16, , 16384 + 4, 4, 4",
    "arm64, block, , 512, 4, 0",
    "arm64, sw-tags, , 16384 + 4 + 1024, 4, 4",
    "arm64, sw-tags, stack-ring=0, 16384 + 4, 4, 4",
    "arm64, hw-tags, , 8192, 0, 0",
    "arm64, hw-tags, stack-ring=32768, 8192 + 1024, 0, 0",
    "arm64, kfence, , 2048, 0, 0",
  })
  void standsFromBootOn(
      String arch, String name, String setting, String staticKb, long imageKb, long stackKb) {
    ArchModel model = arch.equals("x86") ? TestArchs.x86() : TestArchs.arm64();
    try (TestKernel kernel = boot(model, name, settings(setting))) {
      Footprint footprint = kernel.bill().footprint();
      long expected = 0;
      for (String part : staticKb.split(" \\+ ", -1)) {
        expected += Long.parseLong(part);
      }
      assertEquals(expected, footprint.kb(FrameUse.STATIC));
      assertEquals(imageKb, footprint.kb(FrameUse.IMAGE));
      assertEquals(stackKb, footprint.kb(FrameUse.STACK));
      assertEquals(0, footprint.kb(FrameUse.ON_DEMAND));
      assertEquals(0, footprint.kb(FrameUse.VMALLOC));
    }
  }

  /**
   * Tables: what is mapped page by page costs 8 bytes a page of 4 KiB, the chain of a shared page
   * one table a level; the rest are the few tables on the way to each range.
   */
  @ParameterizedTest
  @CsvSource({
    "x86, original, , 0",
    "x86, page, , 64",
    "x86, page, unmapped=invalid, 0",
    "x86, ondemand, , 64",
    "x86, scale-32, , 0",
    "x86, block, , 0",
    "arm64, original, , 64",
    "arm64, scale-16, , 32",
    "arm64, scale-32, , 16",
    "arm64, sw-tags, , 32",
    "arm64, hw-tags, , 16",
    "arm64, ondemand, , 64",
  })
  void tablesAreThoseOfThePagesMappedOneByOne(
      String arch, String name, String setting, long pageByPageKb) {
    ArchModel model = arch.equals("x86") ? TestArchs.x86() : TestArchs.arm64();
    try (TestKernel kernel = boot(model, name, settings(setting))) {
      long tablesKb = kernel.bill().footprint().kb(FrameUse.TABLE);
      assertTrue(tablesKb >= pageByPageKb, tablesKb + " kB");
      assertTrue(tablesKb <= pageByPageKb + 24 * 4, tablesKb + " kB");
    }
  }

  /** 37 slabs of one page in 37 blocks, 5 slabs of 8 pages in 5 blocks: 77 pages in 42 blocks. */
  private static void allocateSlabs(TestKernel kernel) {
    for (int i = 0; i < 37; i++) {
      kernel.allocateSlab(i & 1, 8L * (100 + 3 * i) + i % 8, 0, KMALLOC_256);
    }
    for (int i = 0; i < 5; i++) {
      kernel.allocateSlab(0, 8L * (1000 + i), 3, KMALLOC_256);
    }
  }

  /** 4 kB a block; 512 bytes a page, 38.5 kB, in frames of 8; nothing where all stands already. */
  @ParameterizedTest
  @CsvSource({
    "x86, page, 168", "x86, ondemand, 168", "x86, block, 40", "x86, original, 0",
    "x86, scale-16, 0", "x86, kfence, 0", "arm64, page, 168", "arm64, ondemand, 168",
    "arm64, block, 40", "arm64, sw-tags, 0", "arm64, hw-tags, 0",
  })
  void growsWithByteManagedMemory(String arch, String name, long onDemandKb) {
    ArchModel model = arch.equals("x86") ? TestArchs.x86() : TestArchs.arm64();
    try (TestKernel kernel = boot(model, name, Map.of())) {
      allocateSlabs(kernel);
      assertEquals(onDemandKb, kernel.bill().footprint().kb(FrameUse.ON_DEMAND));
    }
  }

  /** 8 pages of vmalloc space to a page of shadow, 16 and 32 with larger granules. */
  @ParameterizedTest
  @CsvSource({
    "x86, original, 4",
    "x86, scale-16, 2",
    "x86, scale-32, 1",
    "x86, ondemand, 4",
    "x86, block, 0",
    "arm64, sw-tags, 2",
    "arm64, hw-tags, 0"
  })
  void vmallocShadowIsPopulatedPageByPageAndSharedByNeighbours(
      String arch, String name, long shadowPages) {
    ArchModel model = arch.equals("x86") ? TestArchs.x86() : TestArchs.arm64();
    try (TestKernel kernel = boot(model, name, Map.of())) {
      long pageBytes = kernel.machine().pageBytes();
      for (int page = 0; page < 32; page += 4) {
        kernel.mapArea(0, page, 3, 3 * pageBytes - 5);
      }
      assertEquals(4 * shadowPages, kernel.bill().footprint().kb(FrameUse.VMALLOC));
    }
  }

  /** Floor <= every scheme, and no scheme of the debate takes more than the one it argues with. */
  @Test
  void nobodyIsBelowTheFloorOrAboveTheOriginal() {
    var totals = new ArrayList<Map.Entry<String, Long>>();
    for (String name :
        List.of(
            "floor", "original", "page", "ondemand", "scale-16", "scale-32", "block", "kfence")) {
      try (TestKernel kernel = boot(TestArchs.x86(), name, Map.of())) {
        allocateSlabs(kernel);
        totals.add(Map.entry(name, kernel.bill().footprint().totalKb()));
      }
    }
    totals.sort(Comparator.comparingLong(Map.Entry::getValue));
    assertEquals("floor", totals.get(0).getKey());
    assertEquals(0L, totals.get(0).getValue());
    assertEquals("original", totals.get(totals.size() - 1).getKey());
    assertTrue(totals.get(totals.size() - 1).getValue() >= R_KB / 8);
  }
}
