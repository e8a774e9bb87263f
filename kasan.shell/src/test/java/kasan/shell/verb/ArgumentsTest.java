// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
  private static final Synopsis SAMPLE =
      Synopsis.EMPTY
          .required("FILE", "what to read", Words.FILES)
          .option("--count", "N", "how many; 50% of all when not given", Words.NONE)
          .repeated("--names", "A,B", "some", Words.NONE)
          .flag("--force", "all the same")
          .rest("MORE", "all else", Words.NONE)
          .note("Status 0: read; 40% of it at least.");

  private static Arguments parse(String... words) {
    return Arguments.parse("sample", SAMPLE, List.of(words));
  }

  @Test
  void givesWhatWasGiven() {
    Arguments given = parse("a b", "--names", "x, y", "--names=z", "--count=3", "1", "--", "-2");
    assertEquals("a b", given.operand(0));
    assertEquals(List.of("x", "y", "z"), given.list("--names"));
    assertEquals(List.of("x, y", "z"), given.repeated("--names"));
    assertEquals(3, given.number("--count", 7, 1, 9));
    assertFalse(given.flag("--force"));
    assertEquals(List.of("1", "-2"), given.rest(1));
  }

  @Test
  void whatWasNotGivenIsEmptyOrWhatIsUsual() {
    Arguments given = parse("f");
    assertEquals("", given.option("--count"));
    assertEquals("many", given.option("--count", "many"));
    assertEquals(7, given.number("--count", 7, 1, 9));
    assertEquals(List.of(), given.list("--names"));
    assertEquals(List.of(), given.rest(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10", "x", "1.5", "", " 1", "99999999999999999999"})
  void aNumberOutOfItsRangeIsRefusedWithTheRange(String word) {
    if (!word.isEmpty()) {
      assertEquals(
          "sample: --count takes a whole number from 1 to 9, not '" + word + "'",
          assertThrows(
                  BadInputException.class,
                  () -> parse("f", "--count", word).number("--count", 7, 1, 9))
              .getMessage());
    }
  }

  @Test
  void whatQuotesHoldStaysInQuotes() {
    assertEquals("'a'", parse("'a'").operand(0));
    assertEquals("\"a", parse("\"a").operand(0));
  }

  @Test
  void helpTellsAllAndFitsTheWidth() {
    for (int width = 60; width <= 250; width += 10) {
      int most = width;
      String usage = SAMPLE.usage("sample", "Read 100% of a file", width);
      assertTrue(usage.startsWith("Read 100% of a file\n"), usage);
      assertTrue(usage.contains("50% of all"), usage);
      assertTrue(usage.contains("Status 0: read; 40% of it at least."), usage);
      assertTrue(usage.lines().allMatch(line -> line.length() <= most), usage);
    }
  }

  @Test
  void anOptionOfAWrongShapeOrTwiceIsTheAuthorsMistake() {
    assertThrows(IllegalArgumentException.class, () -> SAMPLE.flag("--force", "again"));
    assertThrows(IllegalArgumentException.class, () -> SAMPLE.flag("force", "no hyphens"));
    assertThrows(IllegalArgumentException.class, () -> SAMPLE.flag("--Force", "upper case"));
  }
}
