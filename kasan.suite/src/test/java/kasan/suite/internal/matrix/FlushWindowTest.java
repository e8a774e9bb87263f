// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.lab.api.SuitePlan;
import kasan.suite.internal.play.Outcome.Result;
import kasan.suite.internal.random.RandomRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol of kernel/ondemand between the change of an entry and the flush: each of its steps
 * is held by a schedule that goes wrong without it.
 */
class FlushWindowTest {
  private static final String COUNTED = "ondemand.give-back=not-byte-managed";
  private static final String WINDOW = "ondemand.flush-delay-us=2000";

  private static SuitePlan plan(String cases, String leftOut) {
    return Bench.plan(
        List.of("ondemand"),
        "outline",
        cases,
        "generic",
        COUNTED,
        WINDOW,
        "ondemand.leave-out=" + leftOut);
  }

  private static Result verdict(String name, String leftOut) {
    return Bench.rows(plan(name, leftOut)).get(0).outcome().result();
  }

  @ParameterizedTest
  @CsvSource({"window_pages, clearing", "window_slab, restoring", "window_frame, waiting"})
  void eachStepIsHeldByASchedule(String name, String step) {
    assertEquals(Result.CLEAN, verdict(name, "nothing"));
    assertEquals(Result.FALSE, verdict(name, step));
  }

  /** The other way round: a block was mapped, and the CPUs that were not told miss a bug. */
  @ParameterizedTest
  @CsvSource({"nothing, FOUND", "settling, MISSED"})
  void whoHandsMemoryOutTellsOfMapsThatAreNotTold(String step, Result result) {
    SuitePlan late =
        Bench.plan(
            List.of("ondemand"),
            "outline",
            "window_map",
            "generic",
            COUNTED,
            "ondemand.ipi-on-map=on",
            "ondemand.tell-delay-us=2000",
            "ondemand.leave-out=" + step);
    assertEquals(result, Bench.rows(late).get(0).outcome().result());
  }

  private static RandomRow random(String leftOut, long programs) {
    return Bench.run(plan("kmalloc_uaf", leftOut))
        .random(programs, 20_261_130, done -> {}, 0)
        .get(0);
  }

  @Test
  void randomSchedulesFindNothingWrongWithAllSteps() {
    RandomRow right = random("nothing", 10_000);
    assertEquals(0, right.falseReports(), right.example());
    assertEquals(0, right.undocumented(), right.example());
  }

  @ParameterizedTest
  @CsvSource({"clearing", "restoring", "waiting"})
  void randomSchedulesFindEachStepThatIsLeftOut(String step) {
    RandomRow wrong = random(step, 4_000);
    assertTrue(wrong.falseReports() + wrong.undocumented() > 0);
  }
}
