// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.report.Result;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.Swap;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.kernel.PlacingRunKernel;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.plan.RunCheck;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapUnderLoadTest {
  private static final List<String> SAME_CLASS = List.of("original", "page", "ondemand");

  private final Laboratory lab = new Laboratory();

  @Test
  void thousandRandomSwapsLeaveNoByteWrong() throws Exception {
    var random = new SplittableRandom(1);
    var swaps = new ArrayList<String>();
    long refusals = 0;
    for (int i = 0; i < 1050; i++) {
      boolean otherClass = i % 21 == 0;
      refusals += otherClass ? 1 : 0;
      String to = otherClass ? "granular" : SAME_CLASS.get(random.nextInt(SAME_CLASS.size()));
      swaps.add(random.nextInt(20_000) + "=" + to);
    }

    Result result = lab.run(Laboratory.plan("page", swaps));

    long made = 0;
    long refused = 0;
    for (Object each : (List<?>) result.tree().get("swaps")) {
      Map<?, ?> swap = (Map<?, ?>) each;
      if (swap.get("to").equals("granular")) {
        assertEquals("refused", swap.get("status"));
        refused++;
      } else {
        assertEquals("ok", swap.get("status"), swap::toString);
        assertEquals(0L, ((Map<?, ?>) swap.get("audit")).get("mismatches"));
        assertEquals(swap.get("memoryBeforeKb"), 4 * (Long) swap.get("framesReturned"));
        made++;
      }
    }
    assertEquals(1000, made);
    assertEquals(refusals, refused);
    assertEquals(0L, result.tree().get("findingCount"));
    assertEquals(20_000L, ((Map<?, ?>) result.tree().get("input")).get("operations"));
  }

  /** kmalloc, kfree, swap, access: the quarantine still holds the object, so that all find it. */
  @ParameterizedTest
  @CsvSource({
    "original,page",
    "original,ondemand",
    "page,original",
    "page,ondemand",
    "ondemand,original",
    "ondemand,page",
    "page,page"
  })
  void useAfterFreeThatBeganBeforeASwapIsFoundAfterIt(String before, String after) {
    CheckedRun run = RunCheck.check(lab, Laboratory.plan(before, List.of()));
    var slot = new SchemeSlot(run, () -> 0, swap -> {});
    var log = new FindingLog(slot, run.program(), finding -> {});
    slot.boot(
        first -> new PlacingRunKernel(lab.boot().boot(run.boot(), run.arch(), first)),
        lab.inventory().schemes().get(before),
        log);
    KernelCalls calls = ((ModelledKernel) slot.kernel()).calls();
    long live = calls.kmalloc(0, 100, KernelCalls.GFP_KERNEL);
    long freed = calls.kmalloc(0, 100, KernelCalls.GFP_KERNEL);
    calls.kfree(0, freed);

    assertEquals(Swap.Status.OK, slot.swap(after, lab.inventory().schemes().get(after)).status());
    calls.access(0, live, 8, false);
    assertEquals(0, log.count());
    calls.access(1, freed, 8, true);

    assertEquals(1, log.count());
    RunFinding entry = log.entries().get(0);
    assertEquals("slab-use-after-free", entry.finding().bugClass());
    assertEquals(after, entry.scheme());
    assertTrue(entry.finding().memoryState() != null);
    slot.close();
  }
}
