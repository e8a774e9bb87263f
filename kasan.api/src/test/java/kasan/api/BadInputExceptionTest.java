// SPDX-License-Identifier: Apache-2.0
package kasan.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputExceptionTest {

  private static final List<String> SCHEMES = List.of("page", "original", "floor", "ondemand");

  @ParameterizedTest
  @CsvSource({
    "pgae,     page", // swapped
    "orignal,  original", // left out
    "onndemand, ondemand", // twice
    "Floor,    floor", // upper case
    "flour,    floor" // changed
  })
  void namesWhatWasProbablyMeant(String given, String meant) {
    assertEquals(
        "unknown scheme '"
            + given
            + "': did you mean '"
            + meant
            + "'? known: floor, ondemand, original, page",
        BadInputException.unknownName("scheme", given, SCHEMES).getMessage());
  }

  @Test
  void guessesNothingWhenNothingIsNear() {
    assertEquals(
        "unknown scheme 'kmsan'; known: floor, ondemand, original, page",
        BadInputException.unknownName("scheme", "kmsan", SCHEMES).getMessage());
  }

  @Test
  void saysWhenThereIsNoneAtAll() {
    assertEquals(
        "unknown scheme 'page'; there is none",
        BadInputException.unknownName("scheme", "page", List.of()).getMessage());
  }
}
