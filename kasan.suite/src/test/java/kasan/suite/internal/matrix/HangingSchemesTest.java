// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.SilentShadow;
import kasan.lab.api.Progress;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.inventory.Inventory;
import kasan.suite.internal.play.Outcome;
import kasan.suite.internal.text.CaseLibrary;
import kasan.testkit.HangClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scheme that does not come back costs its own column and no other. */
class HangingSchemesTest {
  private static final int LIMIT_SECONDS = 30;

  private final CountDownLatch released = new CountDownLatch(1);
  private final HangClock clock = new HangClock();

  @AfterEach
  void letHangingCallsReturn() {
    clock.close();
    released.countDown();
  }

  /** Deaf to interrupts, and in need of no view. */
  private final class Deaf implements ShadowScheme {
    @Override
    public Shadow attach(KernelView view, Options options) {
      return new SilentShadow() {
        @Override
        public boolean check(int cpu, long address, long bytes, boolean write) {
          clock.run();
          while (released.getCount() > 0) {
            Thread.onSpinWait();
          }
          return true;
        }
      };
    }
  }

  private static SuitePlan plan(List<String> schemes) {
    return SuitePlan.of()
        .schemes(schemes)
        .cases("kmalloc_oob_*")
        .seed(1)
        .hangSeconds(LIMIT_SECONDS)
        .build();
  }

  @Test
  void othersRunAsIfItHadNotBeenThere() {
    Inventory inventory = Bench.with(Map.of("deaf", new Deaf()));

    List<Row> rows =
        new SuiteRun(
                inventory,
                PlanCheck.check(inventory, plan(List.of("deaf", "original")), CaseLibrary.read()))
            .rows(Progress.NONE);
    List<Row> sound = Bench.run(plan(List.of("original"))).rows(Progress.NONE);

    assertTrue(sound.size() > 1);
    assertEquals(sound, rows.stream().filter(row -> row.scheme().equals("original")).toList());
    for (Row row : rows) {
      if (row.scheme().equals("deaf")) {
        assertEquals(Outcome.Result.NOT_APPLICABLE, row.outcome().result());
        String reason = String.valueOf(row.outcome().reason());
        assertTrue(
            reason.startsWith(
                "the scheme failed and was set aside: it did not come back within 30 s: it is in"
                    + " kasan.suite.internal.matrix.HangingSchemesTest$Deaf"),
            reason);
      }
    }
  }
}
