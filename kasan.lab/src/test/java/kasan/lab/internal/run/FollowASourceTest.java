// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.row;
import static kasan.lab.internal.run.Laboratory.until;
import static kasan.lab.internal.run.Laboratory.untilOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.RunPlan;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import org.junit.jupiter.api.Test;

/** A run whose source has nothing yet waits for it, and still obeys. */
class FollowASourceTest {
  private final Laboratory lab = new Laboratory();
  private final Trickle trickle = lab.trickle;

  private Run start(PlannedSwap... swaps) {
    return lab.desk.start(
        RunPlan.of("trickle", "original").ramMib(128).cpus(2).swaps(List.of(swaps)).build());
  }

  private static long operations(Result result) {
    return (Long) ((Map<?, ?>) result.tree().get("input")).get("operations");
  }

  @Test
  void operationsAreDoneAsTheSourceHasThem() throws Exception {
    Run run = start();
    until(run, RunState.FOLLOWING);
    assertEquals(0, run.status().operation());

    trickle.give(5000);
    until(run, now -> now.operation() == 5000 && now.state() == RunState.FOLLOWING);
    trickle.give(1);
    until(run, now -> now.operation() == 5001);
    trickle.end();
    untilOver(run);

    assertEquals(5001, operations(run.result()));
  }

  @Test
  void ordersAreDoneWhileTheSourceHasNothing() throws Exception {
    Run run = start();
    trickle.give(100);
    until(run, now -> now.operation() == 100 && now.state() == RunState.FOLLOWING);

    assertEquals("ok", row(run.swap("page"), "rows", 0).get("status"));
    assertEquals(RunState.HELD, run.hold().state());
    trickle.give(10);
    assertEquals(100, run.resume().operation());
    until(run, now -> now.operation() == 110 && now.state() == RunState.FOLLOWING);
    Result result = run.end();

    assertEquals(110, operations(result));
    assertEquals("page", row(result, "rows", 1).get("scheme"));
  }

  @Test
  void runThatIsEndedDoesWhatItsSourceStillHas() throws Exception {
    trickle.endsWhenAsked(30);
    Run run = start();
    trickle.give(10);
    until(run, now -> now.operation() == 10);
    run.hold();

    Result result = run.end();

    assertEquals(40, operations(result));
    assertEquals(RunState.ENDED, run.status().state());
  }

  /** Whoever only looks does not make the run ask the source again. */
  @Test
  void sourceIsAskedAgainOnlyWhenItHasSaidSo() throws Exception {
    Run run = start();
    until(run, RunState.FOLLOWING);
    long asked = trickle.asked();

    for (int i = 0; i < 2000; i++) {
      run.resume();
    }
    assertEquals(asked, trickle.asked());
    run.end();
  }

  private String refusal(RunPlan plan) {
    return String.valueOf(
        assertThrows(BadInputException.class, () -> lab.desk.start(plan)).getMessage());
  }

  @Test
  void swapAtAPercentageOfNobodyKnowsWhatIsRefused() {
    assertEquals(
        "--swap 40%=page with --follow: how many operations there will be is not known; expected a"
            + " number of them, such as --swap 25000=page",
        refusal(
            RunPlan.of("rec:/nowhere", "original")
                .follow(true)
                .swaps(List.of(new PlannedSwap(40, true, "page")))
                .build()));
  }

  @Test
  void workloadIsNotFollowed() {
    assertEquals(
        "--follow is for recordings: a workload has all its operations",
        refusal(RunPlan.of("trickle", "original").follow(true).build()));
  }

  @Test
  void plannedSwapWaitsForItsOperation() throws Exception {
    Run run = start(new PlannedSwap(50, false, "page"));
    trickle.give(49);
    until(run, now -> now.operation() == 49 && now.state() == RunState.FOLLOWING);
    assertEquals("original", run.status().scheme());

    trickle.give(100);
    trickle.end();
    untilOver(run);
    assertEquals(50L, row(run.result(), "swaps", 0).get("atOperation"));
  }
}
