// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.plan;
import static kasan.lab.internal.run.Laboratory.row;
import static kasan.lab.internal.run.Laboratory.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.internal.fake.FakeRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  private final Laboratory lab = new Laboratory();

  @Test
  void plannedSwapsHappenAfterTheirOperations() throws Exception {
    Result result = lab.run(plan("original", List.of("70%=ondemand", "8000=page")));

    assertEquals(8000L, row(result, "swaps", 0).get("atOperation"));
    assertEquals("page", row(result, "swaps", 0).get("to"));
    assertEquals(14000L, row(result, "swaps", 1).get("atOperation"));
    assertEquals("page", row(result, "swaps", 1).get("from"));
    assertEquals(0, result.status(), () -> result.tree().get("swaps").toString());
    assertEquals(3, rows(result, "rows"));
    assertEquals(20000L, row(result, "rows", 2).get("toOperation"));
  }

  /** Operations come in bursts: the time of a swap is no share of the operations. */
  @Test
  void swapHasTheTimeOfTheLastEvent() throws Exception {
    lab.recording(
        new FakeRecording(10)
            .slab(5_000_000_000L, 100, 0)
            .slab(5_000_000_500L, 101, 0)
            .slab(9_000_000_000L, 102, 0));

    Result result = lab.run(Laboratory.largeRecording(List.of("0=original", "2=ondemand")));

    assertEquals(BigDecimal.valueOf(0, 9), row(result, "swaps", 0).get("t"));
    assertEquals(BigDecimal.valueOf(500, 9), row(result, "swaps", 1).get("t"));
  }

  /** What the old shadow has taken comes back, and the new one stands on what it has taken. */
  @Test
  void framesOfASwapAddUp() throws Exception {
    Result result = lab.run(plan("original", List.of("50%=page")));

    Map<?, ?> swap = row(result, "swaps", 0);
    assertEquals(
        swap.get("memoryBeforeKb"), 4 * (Long) swap.get("framesReturned"), () -> swap.toString());
    assertEquals(
        (Long) swap.get("memoryBeforeKb") + (Long) swap.get("memoryAfterKb"), swap.get("peakKb"));
    assertEquals(0L, ((Map<?, ?>) swap.get("audit")).get("mismatches"));
    assertTrue((Long) ((Map<?, ?>) swap.get("audit")).get("checked") > 5000);
  }

  /** A load of ten to the fifteenth operations, of which a percentage is asked for. */
  @Test
  void countingForAPercentageDoesNotKeepOrdersWaiting() throws Exception {
    Run run =
        lab.desk.start(plan("original", List.of("40%=page"), "churn.length=1000000000000000"));
    Laboratory.until(run, RunState.COUNTING);

    BadInputException early = assertThrows(BadInputException.class, run::result);
    assertTrue(String.valueOf(early.getMessage()).contains("counts the operations"));
    assertEquals(RunState.HELD, run.hold().state());
    assertEquals(RunState.COUNTING, run.resume().state());
    assertEquals("ok", row(run.swap("ondemand"), "rows", 0).get("status"));
    lab.remove("ondemand");
    assertEquals(RunState.WAITING, run.status().state());
    assertEquals("ok", row(run.swap("page"), "rows", 0).get("status"));
    Result result = run.end();

    assertEquals(0L, ((Map<?, ?>) result.tree().get("input")).get("operations"));
    assertEquals(2, rows(result, "swaps"));
  }

  /** Slab is told three times over: by page, by cache and in meminfo. */
  @Test
  void slabIsWhatItsCachesAndMeminfoSay() throws Exception {
    Result result = lab.run(plan("page", List.of()));

    Map<?, ?> slab = (Map<?, ?>) result.tree().get("slab");
    long ofCaches = 0;
    for (int i = 0; i < rows(result, "caches"); i++) {
      ofCaches += (Long) row(result, "caches", i).get("slabKb");
    }
    assertEquals(ofCaches, slab.get("endKb"));
    assertEquals(ofCaches, ((Map<?, ?>) result.tree().get("meminfo")).get("Slab"));
    Map<?, ?> last = row(result, "timeline", rows(result, "timeline") - 1);
    assertEquals(slab.get("endKb"), last.get("slabKb"));
    assertEquals(slab.get("blocksAtEnd"), last.get("blocksWithSlab"));
    assertEquals(0L, slab.get("blocksAtStart"));
    long blocks = (Long) slab.get("blocksAtEnd");
    assertEquals(4 * blocks, slab.get("shadowOfBlocksEndKb"));
    assertTrue(8 * 4 * blocks >= ofCaches && 4 * blocks <= ofCaches, slab::toString);
  }

  @Test
  void samePlanGivesTheSameResult() throws Exception {
    List<String> swaps = List.of("30%=page", "60%=ondemand", "61%=original");

    assertEquals(
        lab.run(plan("page", swaps, "churn.bug-at=9000")).tree().toString(),
        lab.run(plan("page", swaps, "churn.bug-at=9000")).tree().toString());
  }

  @Test
  void schemeOfAnotherLayoutClassIsRefusedAndTheRunGoesOn() throws Exception {
    Result result = lab.run(plan("original", List.of("50%=granular")));

    assertEquals("refused", row(result, "swaps", 0).get("status"));
    assertEquals(
        "needs objects laid out for 'generic-16'; this kernel has them laid out for 'generic'",
        row(result, "swaps", 0).get("reason"));
    assertEquals(20000L, row(result, "rows", 0).get("toOperation"));
    assertEquals(1, result.status());
  }

  @Test
  void oldShadowStaysWhenMemoryDoesNotSuffice() throws Exception {
    Result result =
        lab.run(plan("page", List.of("50%=misbehaving"), "misbehaving.fault=attach-starves"));

    assertEquals("no-memory", row(result, "swaps", 0).get("status"));
    assertEquals(1, rows(result, "rows"));
    assertEquals("page", row(result, "rows", 0).get("scheme"));
    assertEquals(0L, ((Map<?, ?>) row(result, "rows", 0).get("verdicts")).get("falseReports"));
    assertEquals(1, result.status());
  }

  /** kmalloc of 13 bytes, access of byte 13: slab-out-of-bounds in Linux. */
  @ParameterizedTest
  @ValueSource(strings = {"original", "page", "ondemand"})
  void bugIsAFinding(String scheme) throws Exception {
    Result result = lab.run(plan(scheme, List.of(), "churn.bug-at=5000"));

    assertEquals(1, rows(result, "findings"));
    Map<?, ?> finding = row(result, "findings", 0);
    assertEquals("slab-out-of-bounds", finding.get("bugClass"));
    assertEquals(5000L, finding.get("atOperation"));
    assertEquals("read", finding.get("access"));
    assertEquals(false, finding.get("falseReport"));
    assertEquals(1, ((Findings) result).findings().size());
    assertEquals(1, result.status());
  }

  /** Operation 4999 asked for 13 bytes, operation 5000 reads the one behind them. */
  @Test
  void findingTellsWhichOperationsOfWhichProcesses() throws Exception {
    Result result = lab.run(plan("page", List.of(), "churn.bug-at=5000"));

    Map<?, ?> finding = row(result, "findings", 0);
    Map<?, ?> task = (Map<?, ?>) finding.get("task");
    assertEquals("churn", task.get("comm"));
    assertTrue((Long) task.get("pid") >= 1 && (Long) task.get("pid") <= 3, task::toString);
    assertEquals(List.of("<operation 5000 of churn>"), finding.get("callTrace"));
    assertEquals(
        List.of("kmalloc", "<operation 4999 of churn>"),
        ((Map<?, ?>) finding.get("allocated")).get("stack"));
    assertEquals(null, finding.get("freed"));
    Map<?, ?> object = (Map<?, ?>) finding.get("object");
    assertEquals("kmalloc-16", object.get("cache"));
    Map<?, ?> region = (Map<?, ?>) object.get("region");
    assertEquals(
        List.of(0L, "right", "allocated", 13L),
        List.of(
            region.get("distance"), region.get("side"), region.get("state"), region.get("size")));
    String text = result.sections().toString();
    assertTrue(text.contains("0 bytes to the right of an allocated 13-byte region"), text);
  }

  @Test
  void runIsHeldSwappedAndGoesOn() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));

    assertEquals(RunState.HELD, run.hold().state());
    Result swap = run.swap("page");
    assertEquals("ok", row(swap, "rows", 0).get("status"));
    assertEquals("page", run.status().scheme());
    assertEquals(RunState.HELD, run.status().state());
    assertEquals("accessible", row(run.shadow(imageStart()), "rows", 0).get("meaning"));
    run.resume();
    Result result = run.end();

    assertEquals(1, rows(result, "swaps"));
    assertEquals(0, rows(result, "findings"));
    assertThrows(BadInputException.class, run::hold);
    assertEquals(List.of(run.name()), lab.desk.all().stream().map(Run::name).toList());
  }

  /**
   * Orders come between batches; this one is kept to the operation, wherever in a batch it lies.
   */
  @Test
  void runIsHeldExactlyBeforeAnOperation() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));

    RunStatus held = run.holdAt(1_234_567);
    assertEquals(RunState.HELD, held.state());
    assertEquals(1_234_567, held.operation());
    assertEquals("held", ((Map<?, ?>) run.result().tree().get("input")).get("state"));
    assertEquals(1_234_567, run.holdAt(5).operation(), "it has been done");
    run.resume();
    assertEquals(1_300_000, run.holdAt(1_300_000).operation());
    run.end();
  }

  @Test
  void whoWaitsForAnOperationIsToldThatTheRunEndedBefore() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=10000"));
    BadInputException refused =
        assertThrows(BadInputException.class, () -> run.holdAt(1_000_000_000));
    assertTrue(String.valueOf(refused.getMessage()).contains("ended"), refused.getMessage());
  }

  @Test
  void refusedSwapsAreCountedApart() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));
    run.swap("page");
    run.swap("granular");
    RunStatus status = run.status();
    run.end();
    assertEquals(1, status.swaps());
    assertEquals(1, status.swapsRefused());
  }

  /** The quarantine keeps a freed object where it is, poisoned, for the new scheme, too. */
  @Test
  void userFindsAFreedObjectAndHasItAccessedBeforeAndAfterASwap() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));
    Laboratory.until(run, RunState.RUNNING);
    Laboratory.until(run, status -> status.operation() >= 5000);
    run.hold();
    long address = addressOf(run.places(), "quarantined object");
    Map<?, ?> freed = row(run.shadow(address), "rows", 0);
    assertEquals("freed", freed.get("truth"));
    assertEquals("fb", freed.get("shadow"));
    assertEquals("direct-map", freed.get("region"));
    assertEquals("slab", freed.get("page"));
    Map<?, ?> freedBy = (Map<?, ?>) freed.get("freedBy");
    assertTrue((Long) freedBy.get("operation") > 0, freed::toString);

    for (String scheme : List.of("page", "ondemand")) {
      Result access = run.access(1, address, 8, true);
      assertEquals("slab-use-after-free", row(access, "rows", 0).get("bugClass"));
      assertEquals(1, access.status());
      run.swap(scheme);
    }
    run.access(0, address, 1, false);
    Result findings = run.findings();

    assertEquals(3, rows(findings, "rows"));
    Map<?, ?> last = row(findings, "rows", 2);
    assertEquals("ondemand", last.get("scheme"));
    String text = findings.sections().toString();
    assertTrue(text.contains("asked for at the prompt after operation"), text);
    assertEquals(
        "<operation " + freedBy.get("operation") + " of churn>",
        ((List<?>) ((Map<?, ?>) last.get("freed")).get("stack")).get(1));
    assertThrows(BadInputException.class, () -> run.access(2, address, 1, false));
    assertEquals(1, run.end().status());
  }

  /** Of what belongs to something whose name begins so. */
  private static long addressOf(Result places, String what) {
    for (int i = 0; i < rows(places, "rows"); i++) {
      Map<?, ?> place = row(places, "rows", i);
      if (String.valueOf(place.get("belongsTo")).startsWith(what)) {
        String address = String.valueOf(place.get("address"));
        return Long.parseUnsignedLong(address.substring("0x".length()), 16);
      }
    }
    throw new AssertionError("no " + what + " in " + places.tree());
  }

  @Test
  void accessToLiveMemoryIsNoFinding() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));

    run.hold();
    Result access = run.access(0, addressOf(run.places(), "kernel image"), 8, false);

    assertEquals(false, row(access, "rows", 0).get("reported"));
    assertEquals("live", row(access, "rows", 0).get("truth"));
    assertEquals(0, access.status());
    assertEquals(0, rows(run.findings(), "rows"));
    run.end();
  }

  /** Where x86-64 has the kernel image: __START_KERNEL_map and 16 MiB. */
  private static long imageStart() {
    return 0xffffffff81000000L;
  }

  @Test
  void badPlansAreRefusedBeforeAnythingRuns() {
    for (var bad :
        List.of(
            plan("nosuch", List.of()),
            plan("page", List.of("1=nosuch")),
            plan("page", List.of(), "churn.nosuch=1"),
            plan("page", List.of(), "nosuch.length=1"),
            Laboratory.recording("plain", 0),
            Laboratory.recording("", 64))) {
      assertThrows(BadInputException.class, () -> lab.desk.start(bad), bad.toString());
    }
    assertEquals(List.of(), lab.desk.all());
  }

  /**
   * 64 objects of 1 KiB fill 64 kB on a kernel without KASAN. With redzones they take more, and the
   * 32 that were freed wait in the quarantine.
   */
  @Test
  void recordedRequestsArePlacedAgainWithRoomForRedzonesAndSwapped() throws Exception {
    long objects = 64;
    var recording = new FakeRecording(4096);
    for (long i = 0; i < objects; i++) {
      recording.kmalloc(i, 0xffff888000100000L + (i << 10), 1000);
    }
    for (long i = 0; i < objects; i += 2) {
      recording.kfree(objects + i, 0xffff888000100000L + (i << 10));
    }
    lab.recording(recording);

    Result recorded = lab.run(Laboratory.recording("", 0, "64=original"));
    Result relaid = lab.run(Laboratory.recording("kasan", 0, "64=original", "80=ondemand"));

    for (Result each : List.of(recorded, relaid)) {
      assertEquals(0, each.status(), () -> each.tree().get("swaps").toString());
      assertEquals(32L, ((Map<?, ?>) each.tree().get("counts")).get("liveObjects"));
    }
    assertEquals("generic", ((Map<?, ?>) relaid.tree().get("settings")).get("layout"));
    assertEquals(null, recorded.tree().get("layout"));
    Map<?, ?> layout = (Map<?, ?>) relaid.tree().get("layout");
    assertTrue((Long) layout.get("slabPeakKb") > 64, layout::toString);
    assertTrue((Long) layout.get("quarantineKb") >= 32, layout::toString);
    assertEquals(2, rows(relaid, "swaps"));
  }

  @Test
  void swapWithoutSuchASchemeIsABadRequest() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));

    assertThrows(BadInputException.class, () -> run.swap("nosuch"));
    assertEquals(0, rows(run.end(), "swaps"));
  }
}
