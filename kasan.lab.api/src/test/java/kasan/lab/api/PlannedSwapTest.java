// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlannedSwapTest {
  @Test
  void percentageIsOfAllOperationsAndANumberIsItself() {
    assertEquals(800, new PlannedSwap(40, true, "page").operation(2000));
    assertEquals(2000, new PlannedSwap(2000, false, "page").operation(5000));
  }
}
