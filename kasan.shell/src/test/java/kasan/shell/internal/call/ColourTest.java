// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Medium;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Words;
import org.junit.jupiter.api.Test;

/** Who wants colours has them in a pipe too; who wants none has none on a terminal. */
final class ColourTest {
  private static final Medium TERMINAL = new Medium(80, true);

  private static Colour given(String... words) {
    Synopsis synopsis = Synopsis.EMPTY.option(Colour.OPTION, "WHEN", "", Words.NONE);
    return Colour.of(Arguments.parse("verb", synopsis, List.of(words)));
  }

  @Test
  void theMediumDecidesUnlessTheUserDoes() {
    assertEquals(TERMINAL, given().on(TERMINAL));
    assertEquals(Medium.FILE, given("--color", "auto").on(Medium.FILE));
    assertEquals(new Medium(80, false), given("--color", "never").on(TERMINAL));
    assertEquals(new Medium(Medium.FILE.width(), true), given("--color=always").on(Medium.FILE));
  }

  @Test
  void otherWordsAreRefusedInOneLine() {
    assertEquals(
        "unknown value of --color 'alway': did you mean 'always'? known: always, auto, never",
        assertThrows(BadInputException.class, () -> given("--color", "alway")).getMessage());
  }
}
