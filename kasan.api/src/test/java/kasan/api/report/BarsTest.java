// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The eight bars are U+2581 to U+2588: one to eight eighths of a character. */
final class BarsTest {
  @Test
  void eachValueHasItsBarBetweenTheLeastAndTheMost() {
    assertEquals("▁▂▃▄▅▆▇█", Bars.of(new double[] {100, 101, 102, 103, 104, 105, 106, 107}, 20));
    assertEquals("█▁█", Bars.of(new double[] {7, 3, 7}, 20));
  }

  @Test
  void whatDoesNotChangeIsALowLine() {
    assertEquals("▁▁▁", Bars.of(new double[] {5, 5, 5}, 20));
    assertEquals("", Bars.of(new double[0], 20));
  }

  @Test
  void aPeakIsNotLostWhereThereIsLittleRoom() {
    double[] values = new double[1000];
    values[777] = 1;
    assertEquals("▁▁▁▁▁▁▁█▁▁", Bars.of(values, 10));
  }
}
