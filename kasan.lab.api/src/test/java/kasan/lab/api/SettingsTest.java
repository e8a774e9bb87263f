// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.OptionLayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final OptionLayer ENVIRONMENT =
      OptionLayer.of("environment", Map.of("page.recheck", "off", "page.order", "b"));
  private static final OptionLayer CONFIGURATION =
      OptionLayer.of("configuration", Map.of("page.order", "c", "page.x", "c", "unknown", "c"));

  private final Settings asked =
      new Settings(Map.of("page", Map.of("recheck", "on")))
          .above(List.of(ENVIRONMENT, CONFIGURATION));

  @Test
  void whatIsAskedForStandsAboveTheEnvironmentAndThatAboveTheConfiguration() {
    assertEquals(Map.of("recheck", "on", "order", "b", "x", "c"), asked.of("page"));
    assertEquals(Map.of("unknown", "c"), asked.of(""));
    assertEquals(Map.of("recheck", "on"), asked.asked("page"));

    Map<String, @Nullable Object> from = new LinkedHashMap<>();
    asked.addOrigins("page", List.of("recheck", "order", "x", "y"), from);
    asked.addOrigins("", List.of("unknown"), from);
    assertEquals(
        Map.of(
            "page.recheck", "command line",
            "page.order", "environment",
            "page.x", "configuration",
            "page.y", "default",
            "unknown", "configuration"),
        from);
  }

  /** A plan that is run elsewhere is run with what was configured where it was made. */
  @Test
  void aPlanKeepsWhatWasConfigured() {
    ComparePlan plan = ComparePlan.of("rec").settings(asked).build();
    assertEquals(plan, Plans.read(Plans.write(plan)));
  }

  @Test
  void aKeyOfAnotherShapeIsNamedWithItsPlace() {
    var refused =
        assertThrows(
            BadInputException.class, () -> OptionLayer.of("environment", Map.of("page.", "x")));
    assertEquals(
        "environment: expected [NAME.]OPTION, such as page.recheck, not 'page.'",
        refused.getMessage());
  }
}
