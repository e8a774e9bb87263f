// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.DirectMap;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.option.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures are those of Linux 6.12: Documentation/arch/riscv/vm-layout.rst, asm/kasan.h. */
class RiscvArchitectureTest {
  private static final RiscvArchitecture RISCV = new RiscvArchitecture();

  private static ArchModel model(String... settings) {
    var chosen = new TreeMap<String, String>();
    for (String setting : settings) {
      chosen.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return RISCV.model(Options.of("riscv", RISCV.options(), chosen));
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "sv39, fffffff700000000, ffffffd600000000, fffffff5ffffffff, 32",
    "sv48, ffffef8000000000, ffffaf8000000000, ffffef7fffffffff, 16892",
    "sv57, ffdf000000000000, ff60000000000000, ffdeffffffffffff, 8650748",
  })
  void shadowAndDirectMapLieWhereTheKernelHasThem(
      String mode, String start, String directMap, String directMapLast, long gib) {
    AddressLayout layout = model("mode=" + mode).layout();
    Region shadow = layout.region(RegionKind.SHADOW);
    assertEquals(hex("dfffffff00000000"), layout.shadowOffset());
    assertEquals(hex(start), shadow.start());
    assertEquals(hex("fffffffeffffffff"), shadow.last());
    assertEquals(gib << 30, shadow.last() - shadow.start() + 1);
    assertEquals(hex(directMap), layout.region(RegionKind.DIRECT_MAP).start());
    assertEquals(hex(directMapLast), layout.region(RegionKind.DIRECT_MAP).last());
  }

  @ParameterizedTest
  @CsvSource({
    "sv39, ffffffc4fea00000, ffffffc500000000, ffffffc600000000, ffffffd5ffffffff",
    "sv48, ffff8d7ffea00000, ffff8d8000000000, ffff8f8000000000, ffffaf7fffffffff",
    "sv57, ff1bfffffea00000, ff1c000000000000, ff20000000000000, ff5fffffffffffff",
  })
  void whatLiesBelowTheDirectMapIsThatOfTheDocumentation(
      String mode, String fixmap, String vmemmap, String vmalloc, String vmallocLast) {
    AddressLayout layout = model("mode=" + mode).layout();
    assertEquals(hex(fixmap), layout.region(RegionKind.OTHER).start());
    assertEquals(hex(vmemmap), layout.region(RegionKind.VMEMMAP).start());
    assertEquals(hex(vmalloc) - 1, layout.region(RegionKind.VMEMMAP).last());
    assertEquals(hex(vmalloc), layout.region(RegionKind.CPU_ENTRY).start(), "IRQ stacks first");
    assertEquals(hex(vmallocLast), layout.region(RegionKind.VMALLOC).last());
    assertEquals(hex("ffffffff00000000"), layout.region(RegionKind.MODULES).start());
    assertEquals(hex("ffffffff80000000"), layout.region(RegionKind.IMAGE).start());
  }

  @ParameterizedTest
  @CsvSource({"sv39, 39", "sv48, 48", "sv57, 57"})
  void regionsCoverTheKernelHalfWithoutGaps(String mode, int bits) {
    AddressLayout layout = model("mode=" + mode).layout();
    List<Region> regions = layout.regions();
    assertEquals(1L << bits - 1, layout.userLimit());
    assertEquals(layout.userLimit(), regions.get(0).last() + 1);
    long next = -1L << bits - 1;
    for (Region region : regions.subList(1, regions.size())) {
      assertEquals(next, region.start(), region.name());
      next = region.last() + 1;
    }
    assertEquals(0, next, "the last one ends at the top");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sv39", "sv48", "sv57"})
  void theWholeKernelHalfHasItsShadowInTheShadowRegion(String mode) {
    AddressLayout layout = model("mode=" + mode).layout();
    Region shadow = layout.region(RegionKind.SHADOW);
    assertTrue(shadow.contains(layout.shadowOf(-layout.userLimit())));
    assertEquals(shadow.last(), layout.shadowOf(-1));
  }

  @ParameterizedTest
  @CsvSource({
    "sv39, pte pmd pgd, 12 21",
    "sv48, pte pmd pud pgd, 12 21 30",
    "sv57, pte pmd pud p4d pgd, 12 21 30 39",
  })
  void tablesResolveNineBitsEach(String mode, String names, String leaves) {
    var tables = model("mode=" + mode).geometry();
    assertEquals(List.of(names.split(" ")), tables.levelNames());
    assertTrue(tables.bitsPerLevel().stream().allMatch(bits -> bits == 9));
    assertEquals(
        List.of(leaves.split(" ")), tables.leafShifts().stream().map(String::valueOf).toList());
  }

  @Test
  void invalidEntriesMayBeKeptUnlessThereIsSvvptc() {
    var rules = model().tlb();
    assertTrue(rules.invalidCached());
    assertTrue(rules.newMappingsRefresh());
    assertFalse(rules.writeFaultRefreshes());
    assertFalse(rules.frameChangeNeedsBreak());
    assertFalse(rules.broadcastInvalidate());
    assertEquals(64, rules.rangeFlushCeilingPages(), "tlb_flush_all_threshold");
    assertFalse(model("svvptc=on").tlb().invalidCached());
    assertTrue(model("svvptc=on").tlb().newMappingsRefresh());
  }

  @Test
  void directMapsAreThoseOfTheLayouts() {
    List<DirectMap> maps = RISCV.directMaps();
    for (String mode : List.of("sv39", "sv48", "sv57")) {
      Region region = model("mode=" + mode).layout().region(RegionKind.DIRECT_MAP);
      assertTrue(
          maps.stream()
              .anyMatch(map -> map.first() == region.start() && map.last() == region.last()),
          mode);
    }
  }

  @Test
  void isSv39WithoutSvvptcUnlessTold() {
    assertEquals(
        "Sv39", RISCV.model(Options.of("riscv", RISCV.options(), Map.of())).layout().name());
  }
}
