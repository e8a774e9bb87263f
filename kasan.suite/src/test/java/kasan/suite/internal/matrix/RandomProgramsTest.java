// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.lab.api.SuitePlan;
import kasan.suite.internal.random.RandomRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A shadow says what is true, but for the misses that its scheme names: 10^5 programs in all;
 * {@code -Dkasan.random.programs=N} runs N on each entrant.
 */
class RandomProgramsTest {
  private static final long SEED = 20_260_101;

  private static List<RandomRow> rows(
      String scheme, String instrumentation, String mode, long programs) {
    SuitePlan plan = Bench.plan(List.of(scheme), instrumentation, "kmalloc_uaf", mode);
    return Bench.run(plan)
        .random(Long.getLong("kasan.random.programs", programs), SEED, done -> {}, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "original, both, generic, 12000",
    "page, both, generic, 10000",
    "ondemand, both, generic, 10000",
    "scale-16, both, generic, 5000",
    "scale-32, both, generic, 5000",
    "block, outline, generic, 5000",
    "kfence, outline, generic, 2000",
    "sw-tags, outline, sw-tags, 5000",
    "hw-tags, outline, hw-tags, 5000"
  })
  void verdictsAreTrueButForMissesThatTheSchemeNames(
      String scheme, String instrumentation, String mode, long programs) {
    for (RandomRow row : rows(scheme, instrumentation, mode, programs)) {
      assertEquals(null, row.reason());
      String where = row.scheme() + " " + row.instrumentation() + "\n" + row.example();
      assertEquals(0, row.falseReports(), where);
      assertEquals(0, row.undocumented(), where);
      assertTrue(row.found() > 0, where);
      assertTrue(row.clean() > row.programs(), where);
    }
  }

  @Test
  void theSameSeedGivesTheSameRow() {
    assertEquals(
        rows("original", "inline", "generic", 300), rows("original", "inline", "generic", 300));
  }

  @Test
  void theFloorFindsNothing() {
    RandomRow floor = rows("floor", "outline", "generic", 200).get(0);
    assertEquals(0, floor.found());
    assertEquals(0, floor.falseReports());
    assertTrue(floor.missed().containsKey("not-checked"));
  }
}
