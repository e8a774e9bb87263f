// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

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
import kasan.lab.api.Lab;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.RunPlan;
import kasan.lab.api.Suite;
import kasan.lab.api.recording.Recorder;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Verb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** What verbs make of the words that users give them. */
class PlansTest {
  private static final Path HERE = Path.of("/home/user/rec");
  private static final Lab LAB = Nothing.of(Lab.class);

  private static Verb verb(String name) {
    return switch (name) {
      case "compare" -> new CompareVerb(Nothing.of(BundleContext.class), LAB);
      case "layout" -> new LayoutVerb(LAB);
      case "record" -> new RecordVerb();
      case "suite" -> new SuiteVerb(Nothing.of(Suite.class), LAB);
      case "why" -> new WhyVerb(LAB);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Arguments given(String line) {
    List<String> words = Arrays.asList(line.split(" "));
    return Arguments.parse(
        words.get(0), verb(words.get(0)).synopsis(), words.subList(1, words.size()));
  }

  /** What a verb does with its words before it works. */
  private static Object plan(String line) {
    Arguments given = given(line);
    return switch (given.verb()) {
      case "compare" -> CompareVerb.plan(given, RunPlan.RECORDING + HERE);
      case "record" -> RecordVerb.plan(given, HERE);
      case "suite" -> SuiteVerb.plan(given, List.of());
      default -> "nothing to plan";
    };
  }

  /** One line each, and the nearest name where there is one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "compare rec --shemes page ! unknown option of compare '--shemes': did you mean"
            + " '--schemes'? known: --arch, --hang-limit, --help, --layout,"
            + " --proc, --schemes, --seconds, --set",
        "compare rec --layout ! compare needs NAME after --layout",
        "compare rec --arch x86 --arch arm64 ! compare: --arch given twice",
        "compare one two ! compare takes one INPUT, not also 'two'",
        "compare rec --set recheck ! --set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not"
            + " 'recheck'",
        "compare rec --set .a=1 ! --set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not"
            + " '.a=1'",
        "compare rec --set page.=1 ! --set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not"
            + " 'page.=1'",
        "compare rec --set a.b=1 --set a.b=2 ! --set a.b=2: set twice",
        "layout x86 ! layout takes options only, not 'x86'",
        "layout -x ! unknown option of layout '-x'; known: --arch, --help, --set",
        "why ! why needs NAME",
        "record ! record needs DIR",
        "record dir --seconds 0 ! record: --seconds takes a whole number from 1 to 3600, not '0'",
        "record d --seconds ten ! record: --seconds takes a whole number from 1 to 3600, not 'ten'",
        "suite --random 99999999999 ! suite: --random takes a whole number from 0 to 10000000, not"
            + " '99999999999'",
        "suite --random -1 ! suite: --random takes a whole number from 0 to 10000000, not '-1'",
      })
  void refusesWithOneLine(String line, String message) {
    assertEquals(message, assertThrows(BadInputException.class, () -> plan(line)).getMessage());
  }

  @Test
  void schemesMayStandBetweenCommasOrInSeveralOptions() {
    var plan =
        (ComparePlan)
            plan("compare r --schemes page,original --schemes=ondemand --set page.recheck=off");
    assertEquals(List.of("page", "original", "ondemand"), plan.schemes());
    assertEquals("off", plan.settings().of("page").get("recheck"));
    assertEquals("", plan.arch());
    assertEquals("recorded", plan.layout());
  }

  @Test
  void whatFollowsTwoHyphensIsTheCommand() {
    var plan = (Recorder.Plan) plan("record --cold --seconds 3 out -- make -j4 --help");
    assertEquals(HERE, plan.folder());
    assertEquals(Duration.ofSeconds(3), plan.length());
    assertTrue(plan.cold());
    assertEquals(List.of("make", "-j4", "--help"), plan.command());
    assertFalse(((Recorder.Plan) plan("record out")).cold());
  }

  @Test
  void aSwapIsPlannedAtAPercentageOrAtAnOperation() {
    assertEquals(new PlannedSwap(40, true, "page"), SwapText.parse("40%=page"));
    assertEquals(new PlannedSwap(40, true, "page"), SwapText.parse("40pc=page"));
    assertEquals(new PlannedSwap(25000, false, "page"), SwapText.parse("25000=page"));
  }

  @ParameterizedTest
  @CsvSource({"page", "=page", "40%", "40%=", "-1=page", "x%=page", "101%=page", "1e3=page"})
  void whatIsNoSwapIsRefused(String word) {
    String refusal =
        String.valueOf(
            assertThrows(BadInputException.class, () -> SwapText.parse(word)).getMessage());
    assertTrue(refusal.startsWith("--swap "), refusal);
  }
}
