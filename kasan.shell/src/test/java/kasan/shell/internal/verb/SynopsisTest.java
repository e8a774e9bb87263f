// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.ComparePlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynopsisTest {
  private static final Path HERE = Path.of("/home/user");

  private static Synopsis of(String verb) {
    return switch (verb) {
      case "compare" -> CompareVerb.synopsis().delivered();
      case "layout" -> LayoutVerb.synopsis().delivered();
      case "record" -> RecordVerb.synopsis().delivered();
      case "why" -> WhyVerb.synopsis().delivered();
      default -> throw new IllegalArgumentException(verb);
    };
  }

  /** What a verb does with its words before it works. */
  private static void refused(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    Synopsis.Given given = of(words.get(0)).parse(words.subList(1, words.size()));
    switch (words.get(0)) {
      case "compare" -> CompareVerb.plan(given, HERE, List.of(HERE));
      case "record" -> RecordVerb.plan(given, HERE);
      default -> {}
    }
  }

  /** One line each, and the nearest name where there is one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "compare rec --formt json ! unknown option of compare '--formt': did you mean '--format'?"
            + " known: --arch, --format, --help, --layout, --out, --schemes, --set",
        "compare rec --format ! compare needs NAME after --format",
        "compare rec --format json --format csv ! compare: --format given twice",
        "compare one two ! compare takes one INPUT, not also 'two'",
        "compare rec --set recheck ! --set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not"
            + " 'recheck'",
        "compare rec --set a.b=1 --set a.b=2 ! --set a.b=2: set twice",
        "layout x86 ! layout takes options only, not 'x86'",
        "layout -x ! unknown option of layout '-x'; known: --arch, --format, --help, --out, --set",
        "why ! why needs NAME",
        "record ! record needs DIR",
        "record dir --seconds 0 ! record: --seconds takes 1..3600, not '0'",
        "record dir --seconds ten ! record: --seconds takes 1..3600, not 'ten'",
      })
  void refusesWithOneLine(String line, String message) {
    assertEquals(message, assertThrows(BadInputException.class, () -> refused(line)).getMessage());
  }

  @Test
  void helpIsGivenWhateverElseIsWrong() {
    Synopsis.Given given = of("compare").parse(List.of("--nonsense", "--help"));
    assertTrue(given.help());
    String usage = given.usage();
    assertTrue(usage.contains("--schemes=A,B,..."), usage);
    assertTrue(usage.lines().allMatch(line -> line.length() <= 100), usage);
    assertTrue(usage.contains("Status 0: compared; 2: bad request or bad input."), usage);
  }

  @Test
  void aPlanTakesPathsFromTheUsersDirectory() {
    assertEquals(Path.of("/home/user/recs/a"), plan("recs/a").input());
    assertEquals(Path.of("/home/a"), plan("../a").input());
    assertEquals(Path.of("/home/user/a"), plan("rec:a").input());
    assertEquals(Path.of("/srv/a.zip"), plan("rec:/srv/a.zip").input());
  }

  @Test
  void schemesMayStandBetweenCommasOrInSeveralOptions() {
    ComparePlan plan =
        plan("rec --schemes page,original --schemes=ondemand --set page.recheck=off");
    assertEquals(List.of("page", "original", "ondemand"), plan.schemes());
    assertEquals("off", plan.settings().of("page").get("recheck"));
    assertEquals("", plan.arch());
    assertEquals("recorded", plan.layout());
  }

  private static ComparePlan plan(String line) {
    return CompareVerb.plan(
        of("compare").parse(Arrays.asList(line.split(" "))), HERE, List.of(HERE));
  }

  @Test
  void argumentsMayBeOtherThanStrings() {
    assertEquals("3", of("record").parse(List.of("d", "--seconds", 3L)).option("--seconds"));
  }

  @Test
  void whatFollowsTwoHyphensIsTheCommand() {
    var plan =
        RecordVerb.plan(
            of("record")
                .parse(List.of("--cold", "--seconds", "3", "out", "--", "make", "-j4", "--help")),
            HERE);
    assertEquals(Path.of("/home/user/out"), plan.folder());
    assertEquals(Duration.ofSeconds(3), plan.length());
    assertTrue(plan.cold());
    assertEquals(List.of("make", "-j4", "--help"), plan.command());
    assertFalse(RecordVerb.plan(of("record").parse(List.of("out")), HERE).cold());
  }
}
