// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import kasan.api.BadInputException;
import kasan.lab.api.Plans;
import kasan.lab.api.RunPlan;
import kasan.lab.api.SuitePlan;
import kasan.web.internal.json.Json;
import kasan.web.internal.json.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans of runs as requests bring them. */
class RunRequestTest {
  private static RunPlan read(String body) {
    return RunRequest.read(Json.object(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void planOfARunIsTakenWithItsKindAndWithout() {
    RunPlan plan = RunPlan.of("fork-exec", "page").seed(7).build();

    assertEquals(plan, read(Plans.write(plan)));
    assertEquals(plan, read("{\"source\":\"fork-exec\",\"scheme\":\"page\",\"seed\":7}"));
  }

  @Test
  void planOfSomethingElseIsRefused() {
    String suite = Plans.write(SuitePlan.of().build());

    assertEquals(
        "plan: a run can be started here, not '\"suite\"'",
        assertThrows(BadInputException.class, () -> read(suite)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"source\":1}", "{\"source\":\"a\",\"scheme\":\"b\",\"chema\":1}"})
  void badPlanIsOneLine(String body) {
    String line = assertThrows(BadInputException.class, () -> read(body)).getMessage();
    assertEquals(1, line.lines().count(), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{", "{} {}", "{\"a\":1,\"a\":2}", "null", "\u0000"})
  void whatIsNoObjectIsRefused(String body) {
    assertEquals(
        Refusal.BAD_REQUEST,
        assertThrows(Refusal.class, () -> Json.object(body.getBytes(StandardCharsets.UTF_8)))
            .status());
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = "[".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    assertThrows(Refusal.class, () -> Json.object(deep));
  }
}
