// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.plan;
import static kasan.lab.internal.run.Laboratory.row;
import static kasan.lab.internal.run.Laboratory.rows;
import static kasan.lab.internal.run.Laboratory.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.SettingWords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemesComeAndGoTest {
  private static final String ENDLESS = "churn.length=100000000";

  private final Laboratory lab = new Laboratory();

  @AfterEach
  void letHangingCallsReturn() {
    lab.misbehaving.release();
  }

  @Test
  void runWaitsForASchemeThatWentAndGoesOnWhenItIsBack() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    until(run, RunState.RUNNING);

    ShadowScheme page = lab.remove("page");

    assertEquals(RunState.WAITING, run.status().state());
    assertEquals("page", run.status().waitsFor());
    lab.scheme("page", page, Map.of("vmalloc", false));
    until(run, RunState.RUNNING);
    Result result = run.end();
    assertEquals("gone", row(result, "incidents", 0).get("what"));
    assertEquals("back", row(result, "incidents", 1).get("what"));
    assertEquals("none", row(result, "swaps", 0).get("from"));
    assertEquals("ok", row(result, "swaps", 0).get("status"));
    assertEquals(0, result.status(), "bundles may come and go");
  }

  @Test
  void runThatEndsWhileItWaitsTellsWhenItWentWithoutShadow() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    until(run, RunState.RUNNING);
    lab.remove("page");

    Result result = run.end();

    Object operations = ((Map<?, ?>) result.tree().get("input")).get("operations");
    assertEquals("none", row(result, "rows", 1).get("scheme"));
    assertEquals(operations, row(result, "rows", 1).get("fromOperation"));
    assertEquals(operations, row(result, "rows", 1).get("toOperation"));
    assertEquals(0L, ((Map<?, ?>) row(result, "rows", 1).get("memory")).get("totalEndKb"));
  }

  @Test
  void anotherSchemeMayBeChosenMeanwhile() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    until(run, RunState.RUNNING);
    lab.remove("page");

    Result swap = run.swap("ondemand");

    assertEquals("ok", row(swap, "rows", 0).get("status"));
    until(run, RunState.RUNNING);
    run.end();
  }

  @Test
  void otherSchemesMayGoUnnoticed() throws Exception {
    Run run = lab.desk.start(plan("page", List.of(), ENDLESS));
    until(run, RunState.RUNNING);

    lab.remove("ondemand");

    assertEquals(0, rows(run.end(), "incidents"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "throws-error", "faults"})
  void schemeThatThrowsIsNamedAndSetAside(String fault) throws Exception {
    Result result =
        lab.run(
            plan(
                "misbehaving",
                List.of("50%=page"),
                "misbehaving.fault=" + fault,
                "misbehaving.after=500"));

    Map<?, ?> incident = row(result, "incidents", 0);
    assertEquals("misbehaving", incident.get("scheme"));
    assertEquals("threw", incident.get("what"));
    assertEquals("failed", row(result, "rows", 0).get("status"));
    assertEquals("none", row(result, "swaps", 0).get("from"));
    assertEquals("ok", row(result, "swaps", 0).get("status"));
    assertEquals(20000L, row(result, "rows", 2).get("toOperation"));
    assertEquals(0, rows(result, "findings"));
    assertEquals(1, result.status());
  }

  @Test
  void oldShadowStaysWhenTheNewOneThrows() throws Exception {
    Result result =
        lab.run(plan("page", List.of("50%=misbehaving"), "misbehaving.fault=attach-throws"));

    assertEquals("failed", row(result, "swaps", 0).get("status"));
    assertTrue(
        row(result, "swaps", 0).get("reason").toString().contains("cannot attach, on purpose"));
    assertEquals(20000L, row(result, "rows", 0).get("toOperation"));
  }

  @Test
  void runBeginsWithoutShadowWhenTheFirstSchemeThrows() throws Exception {
    Result result =
        lab.run(plan("misbehaving", List.of("50%=page"), "misbehaving.fault=attach-throws"));

    assertEquals("threw", row(result, "incidents", 0).get("what"));
    assertEquals("none", row(result, "rows", 0).get("scheme"));
    assertEquals("page", row(result, "rows", 1).get("scheme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "hangs-in-view"})
  void runGoesOnFromTheTruthWhenACallHangs(String fault) throws Exception {
    Result result =
        lab.run(
            plan(
                "misbehaving",
                List.of("50%=page"),
                "misbehaving.fault=" + fault,
                "misbehaving.after=2000"));

    assertEquals("hung", row(result, "incidents", 0).get("what"));
    assertEquals(true, result.tree().get("nondeterministic"));
    assertEquals(
        "ok", row(result, "swaps", 0).get("status"), () -> result.tree().get("swaps").toString());
    assertEquals(20000L, row(result, "rows", 2).get("toOperation"));
    assertEquals(0, rows(result, "findings"));
  }

  /** 64 objects of 1000 bytes, of which 32 are freed. */
  private static FakeRecording objectsThatComeAndGo() {
    var recording = new FakeRecording(4096);
    for (long i = 0; i < 64; i++) {
      recording.kmalloc(i, 0xffff888000100000L + (i << 10), 1000);
    }
    for (long i = 0; i < 64; i += 2) {
      recording.kfree(64 + i, 0xffff888000100000L + (i << 10));
    }
    return recording;
  }

  private Result hangs(String layout, String fault) throws InterruptedException {
    Settings settings =
        SettingWords.of(List.of("misbehaving.fault=" + fault, "misbehaving.after=40"));
    Result hung = lab.run(Laboratory.recordingWith("misbehaving", layout, 0, settings, "90=page"));
    assertEquals("hung", row(hung, "incidents", 0).get("what"));
    assertEquals("ok", row(hung, "swaps", 0).get("status"));
    return hung;
  }

  /**
   * A row that is applied twice would hand out an object that is live, or free one that is free.
   */
  @ParameterizedTest
  @ValueSource(strings = {"recorded", "kasan"})
  void recordingGoesOnAsIfNothingHadHungWhenTheCallEndsWithTheView(String layout) throws Exception {
    lab.recording(objectsThatComeAndGo());

    Result sound = lab.run(Laboratory.recordingWith("page", layout, 0, Settings.NONE));
    Result hung = hangs(layout, "hangs-in-view");

    assertEquals(sound.tree().get("counts"), hung.tree().get("counts"));
  }

  /** What the row under way would have done behind the call is not done; no row is done twice. */
  @ParameterizedTest
  @ValueSource(strings = {"recorded", "kasan"})
  void recordingGoesOnBehindTheRowWhoseCallNeverReturns(String layout) throws Exception {
    lab.recording(objectsThatComeAndGo());

    Map<?, ?> sound =
        (Map<?, ?>)
            lab.run(Laboratory.recordingWith("page", layout, 0, Settings.NONE))
                .tree()
                .get("counts");
    Map<?, ?> hung = (Map<?, ?>) hangs(layout, "hangs").tree().get("counts");

    assertEquals(sound.get("events"), hung.get("events"));
    assertEquals(sound.get("impliedFrees"), hung.get("impliedFrees"));
    long missing = (Long) sound.get("liveObjects") - (Long) hung.get("liveObjects");
    assertTrue(Math.abs(missing) <= 1, hung::toString);
  }

  @Test
  void oldShadowStaysWhenTheNewOneHangs() throws Exception {
    Result result =
        lab.run(
            plan(
                "page",
                List.of("50%=misbehaving", "60%=original"),
                "misbehaving.fault=attach-hangs"));

    assertEquals("failed", row(result, "swaps", 0).get("status"));
    assertEquals("hung", row(result, "incidents", 0).get("what"));
    assertEquals("page", row(result, "swaps", 1).get("from"));
    assertEquals("ok", row(result, "swaps", 1).get("status"));
    assertEquals(true, result.tree().get("nondeterministic"));
  }

  @Test
  void runBeginsWithoutShadowWhenTheFirstSchemeHangs() throws Exception {
    Result result =
        lab.run(plan("misbehaving", List.of("50%=page"), "misbehaving.fault=attach-hangs"));

    assertEquals("none", row(result, "rows", 0).get("scheme"));
    assertEquals("page", row(result, "rows", 1).get("scheme"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"misses-all", "reports-all"})
  void auditFindsASchemeThatLies(String fault) throws Exception {
    Result result =
        lab.run(
            plan(
                "original",
                List.of("50%=misbehaving"),
                "misbehaving.fault=" + fault,
                "misbehaving.after=0"));

    assertEquals("unsound", row(result, "swaps", 0).get("status"));
    assertTrue((Long) ((Map<?, ?>) row(result, "swaps", 0).get("audit")).get("mismatches") > 100);
    assertEquals("unsound", row(result, "rows", 1).get("status"));
    assertEquals(1, result.status());
  }

  @Test
  void oracleCatchesFalseReports() throws Exception {
    Result result =
        lab.run(
            plan("misbehaving", List.of(), "misbehaving.fault=reports-all", "misbehaving.after=0"));

    assertTrue((Long) result.tree().get("falseReports") > 1000);
    assertEquals(true, row(result, "findings", 0).get("falseReport"));
  }

  @Test
  void bundleOfAHangingSchemeCanBeStopped() throws Exception {
    Run run = lab.desk.start(plan("misbehaving", List.of(), ENDLESS, "misbehaving.fault=hangs"));
    until(run, RunState.RUNNING);

    lab.remove("misbehaving");

    assertEquals("ok", row(run.swap("page"), "rows", 0).get("status"));
    run.end();
  }
}
