// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import kasan.report.html.internal.markup.Units;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an axis of memory is labelled with. */
class AxisTest {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");

  /** kB, as a label says it. */
  private static double kb(String label) {
    String[] words = label.split(" ", -1);
    return words.length == 1
        ? Double.parseDouble(words[0])
        : Double.parseDouble(words[0].replace(",", "")) * Math.pow(1024, UNITS.indexOf(words[1]));
  }

  @ParameterizedTest
  @ValueSource(doubles = {700, 100_000, 1_500_000, 3_164_668, 2_950_000, 40_000_000, 5e9})
  void labelsAreExactlyWhereTheyStand(double most) {
    for (int wanted : List.of(3, 8)) {
      for (double least : List.of(most, most / 2, most / 95, most / 900)) {
        Axis axis = Axis.forBars(600, new double[] {least, least * 1.2, most}, 80);
        double[] ticks = axis.memoryTicks(wanted);
        for (double tick : ticks) {
          assertEquals(tick, kb(Units.memory(tick)), "of " + least + " and " + most);
        }
        assertTrue(ticks.length >= 2 && ticks.length <= 2 * wanted, Arrays.toString(ticks));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {3_164_668, 2_950_000, 3_040_870, 1_060_000})
  void bothSidesOfABreakHaveALabel(double most) {
    for (int wanted : List.of(3, 8)) {
      Axis axis = Axis.forBars(600, new double[] {32_000, most}, 80);
      assertTrue(axis.broken());
      double[] ticks = axis.memoryTicks(wanted);
      assertTrue(Arrays.stream(ticks).anyMatch(tick -> axis.at(tick) > axis.breakTo()));
      assertTrue(Arrays.stream(ticks).anyMatch(tick -> 0 < tick && tick < 60_000));
    }
  }
}
