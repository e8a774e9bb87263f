// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.FakeScheme;
import kasan.lab.internal.fake.SettingWords;
import kasan.lab.internal.fake.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListingTest {
  private final Inventory inventory =
      new Surroundings(new FakeRecording(1))
          .schemes("page")
          .scheme("floor", new FakeScheme(), Map.of("service.ranking", -1))
          .inventory(3);

  @Test
  void listsSchemesByNameWithTheirOptionsAndTheKernels() {
    Result result = Listing.of(inventory, ExtensionKind.SCHEMES);
    assertEquals("schemes", result.verb());
    List<?> rows = (List<?>) result.tree().get("rows");
    assertEquals("floor", ((Map<?, ?>) rows.get(0)).get("name"));
    assertEquals("page", ((Map<?, ?>) rows.get(1)).get("name"));
    String text = result.sections().toString();
    assertTrue(text.contains("page.delay, 0..1000, 40"), text);
    assertTrue(text.contains("[unknown, in-use|free, in-use"), text);
    assertTrue(text.contains("another 'floor' ranks lower and is not used"), text);
  }

  @Test
  void saysWhenThereIsNone() {
    Result result = Listing.of(inventory, ExtensionKind.WORKLOADS);
    assertEquals(List.of(), result.tree().get("rows"));
    assertTrue(result.sections().toString().contains("there is none"));
  }

  /** 0xffff888000000000 >> 3 + 0xdffffc0000000000 = 0xffffed1000000000 (docs/sources.md#x86-64). */
  @Test
  void layoutShowsWhereTheShadowOfTheDirectMapLies() {
    Result result = LayoutPage.of(inventory, "", Settings.NONE);
    List<?> rows = (List<?>) result.tree().get("rows");
    Map<?, ?> directMap = (Map<?, ?>) rows.get(1);
    assertEquals("0xffff888000000000", directMap.get("start"));
    assertEquals("0xffffed1000000000", directMap.get("shadowStart"));
    assertEquals("direct-map", directMap.get("kind"));
    assertEquals(64L << 30, directMap.get("kb"), "64 TiB");
    assertEquals(null, ((Map<?, ?>) rows.get(0)).get("shadowStart"));
    Section.Table regions = (Section.Table) result.sections().get(1);
    assertEquals("64 TiB", regions.rows().get(1).get(2));
  }

  /** 0xffff8000a0000000 to 0xfffffbffefffffff is 126973.25 GiB. */
  @ParameterizedTest
  @CsvSource({
    "4, 4 KiB",
    "1556480, 1520 MiB",
    "68719476736, 64 TiB",
    "133141102592, 124.0 TiB",
    "18014398509481984, 16 EiB"
  })
  void sizesAreWholeNumbersWhereThatIsShort(long kb, String size) {
    assertEquals(size, LayoutSections.size(kb));
  }

  @Test
  void layoutTakesOptionsOfItsArchitectureOnly() {
    assertEquals(
        "--set of a layout takes x86.OPTION=VALUE only, not 'page'",
        assertThrows(
                BadInputException.class,
                () -> LayoutPage.of(inventory, "x86", SettingWords.of(List.of("page.recheck=off"))))
            .getMessage());
  }
}
