// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.option.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures are those of Linux 6.12: Kconfig, asm/memory.h, Documentation/arch/arm64/memory.rst. */
class Arm64ArchitectureTest {

  private static final String EVERY_PAIR =
      """
      36, 16k
      39, 4k
      42, 64k
      47, 16k
      48, 4k
      48, 16k
      48, 64k
      52, 4k
      52, 16k
      52, 64k
      """;

  private static final Arm64Architecture ARM64 = new Arm64Architecture();

  private static ArchModel model(String va, String pages) {
    return ARM64.model(Options.of("arm64", ARM64.options(), Map.of("va", va, "pages", pages)));
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }

  @ParameterizedTest
  @CsvSource({
    "36, 16k, dffffff800000000, fffffff600000000, fffffff800000000, 8",
    "39, 4k,  dfffffc000000000, ffffffb000000000, ffffffc000000000, 64",
    "42, 64k, dffffe0000000000, fffffd8000000000, fffffe0000000000, 512",
    "47, 16k, dfffc00000000000, ffffb00000000000, ffffc00000000000, 16384",
    "48, 4k,  dfff800000000000, ffff600000000000, ffff800000000000, 32768",
    "48, 16k, dfff800000000000, ffff600000000000, ffff800000000000, 32768",
    "48, 64k, dfff800000000000, ffff600000000000, ffff800000000000, 32768",
    "52, 4k,  dfff800000000000, fffd800000000000, ffff800000000000, 524288",
    "52, 64k, dfff800000000000, fffd800000000000, ffff800000000000, 524288",
    "52, 16k, dfffc00000000000, fffdc00000000000, ffffc00000000000, 524288",
  })
  void shadowLiesWhereTheKernelHasIt(
      String va, String pages, String offset, String start, String end, long gib) {
    AddressLayout layout = model(va, pages).layout();
    Region shadow = layout.region(RegionKind.SHADOW);
    assertEquals(hex(offset), layout.shadowOffset());
    assertEquals(hex(start), shadow.start());
    assertEquals(hex(end) - 1, shadow.last());
    assertEquals(gib << 30, shadow.last() - shadow.start() + 1);
  }

  @ParameterizedTest
  @CsvSource(textBlock = EVERY_PAIR)
  void regionsCoverTheKernelHalfWithoutGaps(int va, String pages) {
    AddressLayout layout = model(String.valueOf(va), pages).layout();
    List<Region> regions = layout.regions();
    assertEquals(RegionKind.USER, regions.get(0).kind());
    assertEquals(layout.userLimit(), regions.get(0).last() + 1);
    assertEquals(1L << va, layout.userLimit());
    long next = -1L << va;
    for (Region region : regions.subList(1, regions.size())) {
      assertEquals(next, region.start(), region.name());
      next = region.last() + 1;
    }
    assertEquals(0, next, "the last one ends at the top");
  }

  @ParameterizedTest
  @CsvSource(textBlock = EVERY_PAIR)
  void theWholeKernelHalfHasItsShadowInTheShadowRegion(int va, String pages) {
    AddressLayout layout = model(String.valueOf(va), pages).layout();
    Region shadow = layout.region(RegionKind.SHADOW);
    assertEquals(shadow.start(), layout.shadowOf(-1L << va));
    assertEquals(shadow.last(), layout.shadowOf(-1));
  }

  @Test
  void regionsOf48BitsAreThoseOfTheDocumentation() {
    AddressLayout layout = model("48", "4k").layout();
    assertEquals(hex("ffff000000000000"), layout.region(RegionKind.DIRECT_MAP).start());
    assertEquals(hex("ffff5fffffffffff"), layout.region(RegionKind.DIRECT_MAP).last());
    assertEquals(hex("ffff800000000000"), layout.region(RegionKind.MODULES).start());
    assertEquals(hex("ffff80007fffffff"), layout.region(RegionKind.MODULES).last());
    assertEquals(hex("ffff800080000000"), layout.region(RegionKind.IMAGE).start());
    assertEquals(hex("fffffbffefffffff"), layout.region(RegionKind.VMALLOC).last());
    assertEquals(hex("fffffc0000000000"), layout.region(RegionKind.VMEMMAP).start());
    assertEquals(hex("fffffdffffffffff"), layout.region(RegionKind.VMEMMAP).last());
    assertEquals("48-bit, 4K pages", layout.name());
  }

  @Test
  void vmemmapOf52BitsWith64kPagesLeaves128GibAbove() {
    AddressLayout layout = model("52", "64k").layout();
    assertEquals(hex("fff0000000000000"), layout.region(RegionKind.DIRECT_MAP).start());
    assertEquals(hex("fffd7fffffffffff"), layout.region(RegionKind.DIRECT_MAP).last());
    assertEquals(hex("fffffc0000000000"), layout.region(RegionKind.VMEMMAP).start());
    assertEquals(hex("ffffffdfffffffff"), layout.region(RegionKind.VMEMMAP).last());
  }

  @ParameterizedTest
  @CsvSource({
    "39, 4k,  9 9 9,     pte pmd pgd",
    "48, 4k,  9 9 9 9,   pte pmd pud pgd",
    "52, 4k,  9 9 9 9 4, pte pmd pud p4d pgd",
    "36, 16k, 11 11,     pte pgd",
    "47, 16k, 11 11 11,  pte pmd pgd",
    "48, 16k, 11 11 11 1, pte pmd pud pgd",
    "52, 16k, 11 11 11 5, pte pmd pud pgd",
    "42, 64k, 13 13,     pte pgd",
    "48, 64k, 13 13 6,   pte pmd pgd",
    "52, 64k, 13 13 10,  pte pmd pgd",
  })
  void tablesResolveTheAddressLevelByLevel(String va, String pages, String bits, String names) {
    var tables = model(va, pages).geometry();
    assertEquals(
        List.of(bits.split(" ")), tables.bitsPerLevel().stream().map(String::valueOf).toList());
    assertEquals(List.of(names.split(" ")), tables.levelNames());
  }

  @ParameterizedTest
  @CsvSource({"4k, 12, 512", "16k, 14, 2048", "64k, 16, 8192"})
  void shadowIsMappedBySinglePages(String pages, int shift, int tableEntries) {
    ArchModel model = model("48", pages);
    assertEquals(shift, model.geometry().pageShift());
    assertEquals(List.of(shift), model.geometry().leafShifts());
    assertEquals(tableEntries, model.tlb().rangeFlushCeilingPages(), "MAX_DVM_OPS");
  }

  @Test
  void aFrameChangesOnlyByBreakBeforeMakeAndNoFaultRefreshesATlb() {
    var rules = model("48", "4k").tlb();
    assertTrue(rules.frameChangeNeedsBreak());
    assertTrue(rules.broadcastInvalidate());
    assertFalse(rules.writeFaultRefreshes());
  }

  @Test
  void pointersCarryTagsInTheirTopByte() {
    assertEquals(56, model("39", "4k").layout().tagShift());
  }

  @ParameterizedTest
  @CsvSource({"36, 4k", "36, 64k", "39, 16k", "39, 64k", "42, 4k", "42, 16k", "47, 4k", "47, 64k"})
  void refusesAddressSizesThatDoNotExistWithAPageSize(String va, String pages) {
    var refusal = assertThrows(BadInputException.class, () -> model(va, pages));
    assertTrue(refusal.getMessage().startsWith("arm64 has no " + va + "-bit addresses"));
  }

  @Test
  void saysWhichAddressSizesThereAre() {
    assertEquals(
        "arm64 has no 39-bit addresses with 64k pages; va can be 42, 48, 52 there",
        assertThrows(BadInputException.class, () -> model("39", "64k")).getMessage());
  }

  @Test
  void is48BitsWith4kPagesUnlessTold() {
    ArchModel model = ARM64.model(Options.of("arm64", ARM64.options(), Map.of()));
    assertEquals("48-bit, 4K pages", model.layout().name());
  }
}
