// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.tour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kasan.lab.api.Footprints;
import kasan.lab.api.Lab;
import kasan.lab.api.run.Runs;
import kasan.shell.internal.verbs.AccessVerb;
import kasan.shell.internal.verbs.AllocVerb;
import kasan.shell.internal.verbs.FindingsVerb;
import kasan.shell.internal.verbs.FreeVerb;
import kasan.shell.internal.verbs.RunVerb;
import kasan.shell.internal.verbs.ShadowVerb;
import kasan.shell.internal.verbs.SwapVerb;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TourTest {
  /** A terminal has 80 columns, and the tour is to leave some. */
  private static final int WIDEST = 78;

  private static final Lab LAB = nothing(Lab.class);
  private static final Runs RUNS = nothing(Runs.class);

  /** The verbs that are there. */
  private static final Map<String, Verb> VERBS =
      Map.of(
          "run", new RunVerb(LAB, RUNS, nothing(Footprints.class)),
          "alloc", new AllocVerb(RUNS),
          "shadow", new ShadowVerb(RUNS),
          "free", new FreeVerb(RUNS),
          "access", new AccessVerb(RUNS),
          "findings", new FindingsVerb(RUNS),
          "swap", new SwapVerb(RUNS, LAB));

  private final Tour tour = new Tour();

  private static <T> T nothing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  static Stream<TourStep> steps() {
    return TourStep.all().stream();
  }

  @Test
  void stepsAreEight() {
    assertEquals(8, TourStep.all().size());
  }

  /** Three lines that fit, and a command that its verb takes. */
  @ParameterizedTest
  @MethodSource("steps")
  void stepIsExplainedAndItsCommandIsOneThatTheVerbTakes(TourStep step) {
    assertEquals(3, step.text().size());
    step.text().forEach(line -> assertTrue(line.length() <= WIDEST, line));
    Verb verb = VERBS.get(step.verb());
    List<String> words = List.of(step.command().split(" "));
    Synopsis synopsis = verb.synopsis().option("--format", "NAME", "the shell's", Words.NONE);
    Arguments.parse(step.verb(), synopsis, words.subList(1, words.size()));
  }

  @Test
  void stepIsDoneWhenItsVerbHasBeenRunWhateverItsArguments() {
    assertTrue(tour.ran("run network --hold").isEmpty(), "nobody is on it yet");
    tour.start();
    assertTrue(tour.ran("alloc 100").isEmpty(), "not yet");
    assertTrue(tour.ran("  kasan:run network --hold").get(1).startsWith("Step 2 of 8"));
    assertTrue(tour.ran("status").isEmpty());
    assertTrue(tour.ran("alloc 7 --by pages").get(1).startsWith("Step 3 of 8"));
    assertEquals(3, tour.step());
  }

  @Test
  void whoLeavesComesBackToTheSameStep() {
    tour.start();
    tour.ran("run x");
    assertEquals("alloc 100", tour.command());
    assertTrue(tour.leave().get(0).startsWith("left at step 2 of 8"));
    assertEquals("", tour.command(), "an empty line is an empty line");
    assertTrue(tour.ran("alloc 100").isEmpty());
    assertTrue(tour.leave().get(0).startsWith("there is no tour"));
    assertTrue(tour.start().get(1).startsWith("Step 2 of 8"));
    assertTrue(tour.restart().get(1).startsWith("Step 1 of 8"));
  }

  @Test
  void lastStepEndsIt() {
    tour.start();
    List<String> said = List.of();
    for (TourStep step : TourStep.all()) {
      said = tour.ran(step.command());
    }
    assertTrue(said.get(1).startsWith("That was the tour."));
    said.forEach(line -> assertTrue(line.length() <= WIDEST + 6, line));
    assertEquals(0, tour.step());
    assertTrue(tour.start().get(1).startsWith("Step 1 of 8"));
  }

  /** In a console that is not the laboratory's own. */
  @Test
  void nextGoesOnByItselfWhereNobodyWatchesWhatIsRun() {
    assertTrue(tour.next().get(1).startsWith("Step 1 of 8"));
    assertTrue(tour.next().get(1).startsWith("Step 2 of 8"));
  }
}
