// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kasan.web.internal.json.Refusal;
import org.junit.jupiter.api.Test;

/** What paths lead to. */
class RoutesTest {
  private final Routes routes =
      new Routes()
          .on("GET", "runs", call -> Answer.ok("all"))
          .on("POST", "runs", call -> Answer.made("new"))
          .on("GET", "runs/*", call -> Answer.ok("one"))
          .on("POST", "runs/*/hold", call -> Answer.ok("held"));

  @Test
  void pathLeadsToItsHandlerWithItsName() {
    assertEquals("run-1", routes.find("POST", List.of("runs", "run-1", "hold")).name());
    assertEquals("", routes.find("GET", List.of("runs")).name());
    assertEquals("<script>", routes.find("GET", List.of("runs", "<script>")).name());
  }

  @Test
  void otherPathsLeadNowhere() {
    for (List<String> path :
        List.of(List.<String>of(), List.of("run"), List.of("runs", "run-1", "hold", "more"))) {
      assertEquals(
          Refusal.NOT_FOUND, assertThrows(Refusal.class, () -> routes.find("GET", path)).status());
    }
  }

  @Test
  void otherMethodsAreToldWhichThereAre() {
    assertEquals(
        "GET, POST",
        assertThrows(Routes.WrongMethod.class, () -> routes.find("DELETE", List.of("runs")))
            .allowed());
    assertEquals(
        "POST",
        assertThrows(
                Routes.WrongMethod.class,
                () -> routes.find("GET", List.of("runs", "run-1", "hold")))
            .allowed());
  }
}
