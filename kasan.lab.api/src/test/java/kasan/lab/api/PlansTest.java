// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlansTest {
  private static final Settings SETTINGS =
      Settings.NONE.with("page", "recheck", "off").with("", "unknown", "free \"quoted\"");

  static Stream<Plan> plans() {
    return Stream.of(
        ComparePlan.of("rec:/a b/c").build(),
        ComparePlan.of("x.gz")
            .schemes(List.of("page", "floor"))
            .arch("arm64")
            .layout("kasan")
            .hangSeconds(7)
            .settings(SETTINGS)
            .build(),
        FootprintPlan.of(List.of(512L, 1L << 20)).build(),
        FootprintPlan.of(List.of(1L))
            .cpus(1024)
            .profile("/p.properties")
            .instrumentation("both")
            .schemes(List.of("page"))
            .arch("x86")
            .hangSeconds(1)
            .settings(SETTINGS)
            .build(),
        new ReproducePlan(true, -5, 9),
        RunPlan.of("churn", "page").build(),
        RunPlan.of("rec:/d", "original")
            .ramMib(4096)
            .cpus(3)
            .seed(Long.MAX_VALUE)
            .layout("widest")
            .arch("riscv")
            .instrumentation("inline")
            .profile("q")
            .swaps(List.of(new PlannedSwap(40, true, "page"), new PlannedSwap(9, false, "floor")))
            .hangSeconds(2)
            .timing(true)
            .follow(true)
            .settings(SETTINGS)
            .aged("/p/a.load")
            .build(),
        SuitePlan.of().build(),
        SuitePlan.of()
            .schemes(List.of("a"))
            .instrumentation("both")
            .forced(true)
            .cases("k*")
            .mode("hw-tags")
            .files(List.of("/x", "y"))
            .randomPrograms(12)
            .seed(Long.MIN_VALUE)
            .arch("arm64")
            .hangSeconds(3)
            .settings(SETTINGS)
            .build());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void planThatWasWrittenIsReadBackAsTheSame(Plan plan) {
    assertEquals(plan, Plans.read(Plans.write(plan)));
  }

  @Test
  void whatIsMissingIsAsUsual() {
    assertEquals(
        RunPlan.of("churn", "page").build(),
        Plans.read("{\"plan\": \"run\", \"source\": \"churn\", \"scheme\": \"page\"}"));
    assertEquals(SuitePlan.of().build(), Plans.read("{\"plan\": \"suite\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "{} ! plan: plan: expected text; it is missing",
        "[] ! plan: expected an object",
        "{'plan': 'rum'} ! unknown plan 'rum': did you mean 'run'? known: compare, footprint,"
            + " reproduce, run, suite",
        "{'plan': 'run', 'scheme': 'page'} ! plan: source: expected text; it is missing",
        "{'plan': 'suite', 'mod': 'x'} ! plan: unknown key 'mod': did you mean 'mode'? known:"
            + " arch, cases, configured, files, forced, hangSeconds, instrumentation, mode, plan,"
            + " randomPrograms, schemes, seed, settings",
        "{'plan': 'suite', 'seed': '1'} ! plan: seed: expected a whole number from"
            + " -9223372036854775808 to 9223372036854775807, not \"1\"",
        "{'plan': 'suite', 'seed': 1.5} ! plan: seed: expected a whole number from"
            + " -9223372036854775808 to 9223372036854775807, not 1.5",
        "{'plan': 'suite', 'hangSeconds': 0} ! plan: hangSeconds: expected a whole number from 1"
            + " to 2147483647, not 0",
        "{'plan': 'suite', 'forced': 1} ! plan: forced: expected true or false, not 1",
        "{'plan': 'suite', 'files': ['a', 2]} ! plan: files: expected a list of texts, not 2",
        "{'plan': 'suite', 'settings': {'page': {'recheck': true}}} ! plan: settings: page:"
            + " recheck: expected text, not true",
        "{'plan': 'run', 'source': 'a', 'scheme': 'b', 'swaps': [{'at': 101, 'percent': true,"
            + " 'scheme': 'c'}]} ! plan: swaps: at: expected a whole number from 0 to 100, not 101",
        "{'plan': 'suite', 'plan': 'run'} ! plan: no JSON at line 1, column 25: Duplicate field"
            + " 'plan'",
        "{'plan': 'suite'} x ! plan: no JSON at line 1, column 19: Unrecognized token 'x': was"
            + " expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
      })
  void whatIsNoPlanIsRefusedInOneLineThatNamesTheKey(String json, String message) {
    var refusal = assertThrows(BadInputException.class, () -> Plans.read(json.replace('\'', '"')));
    assertEquals(message, String.valueOf(refusal.getMessage()));
  }
}
