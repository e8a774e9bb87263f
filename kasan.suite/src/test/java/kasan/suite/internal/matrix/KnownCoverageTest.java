// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.SchemeCoverage;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.suite.internal.play.Outcome.Result;
import org.junit.jupiter.api.Test;

/** The coverage that ships is what the suite comes to, and no scheme reports what is no bug. */
class KnownCoverageTest {
  @Test
  void coverageThatShipsIsWhatARunOfTheSuiteGives() {
    List<SchemeCoverage> now = new ArrayList<>();
    var lines = new StringBuilder("coverage.txt is to hold:\n");
    for (String mode : List.of("generic", "sw-tags", "hw-tags")) {
      List<Row> rows = Bench.rows(Bench.plan(List.of(), "both", "", mode));
      for (Row row : rows) {
        assertNotEquals(Result.FALSE, row.outcome().result(), row.toString());
      }
      for (Coverage each : Coverage.of(rows)) {
        Extension<ShadowScheme> scheme = Bench.INVENTORY.schemes().get(each.scheme());
        var description = SchemeDescription.of(scheme.properties());
        boolean ofMode = description.mode().word().equals(mode) && each.of() > 0;
        if (ofMode) {
          String component = scheme.service().getClass().getName();
          now.add(
              new SchemeCoverage(
                  each.scheme(), component, each.instrumentation(), each.found(), each.of()));
          lines.append(
              String.join(
                  " ",
                  each.scheme(),
                  component,
                  mode,
                  each.instrumentation(),
                  Long.toString(each.found()),
                  Long.toString(each.of())));
          lines.append('\n');
        }
      }
    }
    assertEquals(KnownCoverage.read(), now, lines.toString());
  }
}
