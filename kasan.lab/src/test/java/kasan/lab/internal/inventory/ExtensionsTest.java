// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;

class ExtensionsTest {

  private static Map.Entry<Map<String, Object>, String> service(
      String name, String value, int ranking, String component, long id) {
    return Map.entry(
        Map.of(
            "n", name, "service.ranking", ranking, "component.name", component, "service.id", id),
        value);
  }

  private static Extensions<String> of(List<Map.Entry<Map<String, Object>, String>> services) {
    return Extensions.of("scheme", "n", services);
  }

  @Test
  void theHighestRankingServiceOfANameIsUsed() {
    var extensions =
        of(
            List.of(
                service("page", "low", 0, "a", 1),
                service("page", "high", 5, "z", 2),
                service("other", "only", 0, "o", 3)));
    assertEquals("high", extensions.get("page").service());
    assertEquals(1, extensions.outranked().size());
    assertEquals("low", extensions.outranked().get(0).service());
    assertEquals(List.of("other", "page"), List.copyOf(extensions.names()));
  }

  @Test
  void equalRankingIsDecidedByTheComponentAndNotByWhoCameFirst() {
    var services =
        new ArrayList<>(
            List.of(
                service("page", "b", 0, "org.b", 1),
                service("page", "a", 0, "org.a", 9),
                service("page", "c", 0, "org.c", 4)));
    for (long seed = 0; seed < 10; seed++) {
      Collections.shuffle(services, new Random(seed));
      assertEquals("a", of(services).get("page").service());
    }
  }

  @Test
  void aServiceWithoutANameIsCountedNotUsed() {
    var extensions = of(List.of(Map.entry(Map.of(), "nameless")));
    assertEquals(1, extensions.nameless());
    assertEquals(List.of(), List.copyOf(extensions.all()));
    assertNull(extensions.first());
    assertEquals(
        "unknown scheme 'page'; there is none",
        assertThrows(BadInputException.class, () -> extensions.get("page")).getMessage());
  }
}
