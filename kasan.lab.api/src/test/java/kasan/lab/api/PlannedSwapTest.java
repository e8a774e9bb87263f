// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedSwapTest {
  @Test
  void momentIsAnOperationOrSoManyHundredths() {
    assertEquals(new PlannedSwap(250000, false, "ondemand"), PlannedSwap.parse("250000=ondemand"));
    assertEquals(new PlannedSwap(40, true, "page"), PlannedSwap.parse("40%=page"));
    assertEquals(800, PlannedSwap.parse("40%=page").operation(2000));
    assertEquals(2000, PlannedSwap.parse("2000=page").operation(5000));
  }

  /** At the prompt of the Felix shell the sign begins an expression. */
  @Test
  void hundredthsCanBeWrittenWithoutTheSign() {
    assertEquals(PlannedSwap.parse("40%=page"), PlannedSwap.parse("40pc=page"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "page", "=page", "40%=", "%=page", "pc=page", "-1=page", "40%%=page"})
  void anythingElseIsRefusedWithAnExample(String word) {
    String message =
        assertThrows(BadInputException.class, () -> PlannedSwap.parse(word)).getMessage();
    assertTrue(message.contains("40pc=page"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"101%=page", "101pc=page"})
  void thereAreAHundredHundredths(String word) {
    assertThrows(BadInputException.class, () -> PlannedSwap.parse(word));
  }
}
