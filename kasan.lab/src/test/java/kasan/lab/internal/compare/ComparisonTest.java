// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.ShadowFaultException;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Progress;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.FakeScheme;
import kasan.lab.internal.fake.Surroundings;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  /** One slab of one page before; then three of two pages come, one of them goes. */
  private static FakeRecording recording() {
    return new FakeRecording(2)
        .slab(1_000_000_000, 16, 1)
        .slab(2_000_000_000, 32, 1)
        .slab(3_000_000_000L, 48, 1)
        .gone(4_000_000_000L, 16, 1)
        .gone(5_000_000_000L, 8000, 0);
  }

  private static ComparePlan plan(String... schemes) {
    return ComparePlan.of("/rec").schemes(List.of(schemes)).build();
  }

  private static Result compare(Surroundings around, long seed, String... schemes) {
    return Comparison.run(around.inventory(seed), plan(schemes), Progress.NONE);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Result result) {
    return (List<Map<String, Object>>) result.tree().get("rows");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> row(Result result, String scheme) {
    for (Map<String, Object> row : rows(result)) {
      if (row.get("scheme").equals(scheme)) {
        return row;
      }
    }
    throw new AssertionError("no row " + scheme);
  }

  private static Object at(Map<?, ?> map, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? map.get(path)
        : at((Map<?, ?>) map.get(path.substring(0, dot)), path.substring(dot + 1));
  }

  private static List<String> names(Result result) {
    var names = new ArrayList<String>();
    rows(result).forEach(row -> names.add(row.get("scheme").toString()));
    return names;
  }

  @Test
  void rowsAreFloorThenContendersByNameThenOracle() {
    var around = new Surroundings(recording()).schemes("page", "alpha", "zero");
    assertEquals(List.of("floor", "alpha", "page", "zero", "oracle"), names(compare(around, 1)));
    assertEquals(
        List.of("floor", "alpha", "zero", "oracle"), names(compare(around, 1, "zero", "alpha")));
  }

  @Test
  void orderOfBundlesAndOfNamesChangesNothing() {
    var around = new Surroundings(recording()).schemes("page", "alpha", "zero");
    Result first = compare(around, 1, "page", "alpha");
    for (long seed = 2; seed < 10; seed++) {
      Result again = compare(around, seed, "alpha", "page", "alpha");
      assertEquals(first.tree().toString(), again.tree().toString());
      assertEquals(first.sections().get(1), again.sections().get(1));
    }
  }

  @Test
  void hasTheKeysThatOthersReadInTheirOrder() {
    Result result = compare(new Surroundings(recording()).schemes("page"), 1);
    assertEquals(
        List.of("input", "settings", "version", "fidelity", "rows", "timeline", "warnings"),
        List.copyOf(result.tree().keySet()));
    Map<?, ?> input = (Map<?, ?>) result.tree().get("input");
    assertEquals(
        List.of(
            "name",
            "kind",
            "events",
            "lostEvents",
            "sha256",
            "frames",
            "memTotalKb",
            "ramKb",
            "cpus",
            "unknownPages",
            "unmanagedPages",
            "impliedFrees",
            "unknownFrees"),
        List.copyOf(input.keySet()).subList(0, 13));
    assertEquals(8L, input.get("events"), "5 applied and 3 passed over");
    assertEquals(65536L, input.get("ramKb"), "2^14 pages of 4 KiB");
    assertEquals("recorded", at(result.tree(), "settings.layout"));
    assertEquals("1.2.3", result.tree().get("version"));
  }

  @Test
  void tellsMemoryAtStartPeakAndEnd() {
    Map<String, Object> page =
        row(compare(new Surroundings(recording()).schemes("page"), 1), "page");
    assertEquals("ok", page.get("status"));
    assertEquals(8L, at(page, "memory.staticKb"));
    assertEquals(4L, at(page, "memory.onDemandStartKb"), "1 slab");
    assertEquals(16L, at(page, "memory.onDemandPeakKb"), "4 slabs");
    assertEquals(8L, at(page, "memory.onDemandEndKb"), "2 slabs");
    assertEquals(24L, at(page, "memory.totalPeakKb"));
    assertEquals(60_000L - 24, at(page, "memory.netAvailableKb"));
    assertEquals(1L, at(page, "blocks.slabAtStart"));
    assertEquals(1L, at(page, "blocks.atStart"));
    assertEquals(4L, at(page, "blocks.peak"));
    assertEquals(2L, at(page, "blocks.atEnd"));
  }

  @Test
  void keepsTheWorkOfBuildingApart() {
    Map<String, Object> page =
        row(compare(new Surroundings(recording()).schemes("page"), 1), "page");
    assertEquals(5L, at(page, "work.maps"), "one for each event");
    assertEquals(50L, at(page, "work.modelledCost"));
    assertEquals(100L, at(page, "build.maps"));
    assertEquals(1000L, at(page, "build.modelledCost"));
  }

  @Test
  void whatNeedsAccessesIsNullWithoutThem() {
    Map<String, Object> without =
        row(compare(new Surroundings(recording()).schemes("page"), 1), "page");
    Map<String, Object> with =
        row(compare(new Surroundings(recording().withAccesses()).schemes("page"), 1), "page");
    for (String key : List.of("shadowLoads", "rechecks", "rechecksPassed", "secondShadowChecks")) {
      assertNull(at(without, "work." + key), key);
      assertNotNull(at(with, "work." + key), key);
    }
  }

  /** 4096 bytes of a slab page need 512 bytes of shadow: 1, 7 and 4 pages. */
  @Test
  void oracleIsTheShadowOfTheSlabPagesInUseAndNoMore() {
    Map<String, Object> oracle =
        row(compare(new Surroundings(recording()).schemes("page"), 1), "oracle");
    assertEquals("bound", oracle.get("status"));
    assertEquals(0L, at(oracle, "memory.onDemandStartKb"), "512 bytes, rounded down");
    assertEquals(3L, at(oracle, "memory.onDemandPeakKb"), "3584 bytes");
    assertEquals(2L, at(oracle, "memory.onDemandEndKb"), "2048 bytes");
    assertEquals(0L, at(oracle, "memory.tablesKb"));
    assertNull(at(oracle, "memory.vmallocKb"));
    assertNull(at(oracle, "work.maps"));
  }

  @Test
  void aSchemeThatThrowsIsAFailedRowAndTheOthersGoOn() {
    var around =
        new Surroundings(recording())
            .schemes("page")
            .scheme(
                "broken",
                new FakeScheme().throwingOnSlab(() -> new IllegalStateException("lost count")),
                Map.of())
            .scheme(
                "faulty",
                new FakeScheme()
                    .throwingOnSlab(() -> new ShadowFaultException("store to 0x10, not mapped")),
                Map.of())
            .scheme(
                "stillborn",
                new FakeScheme().throwingOnAttach(() -> new NullPointerException()),
                Map.of())
            .scheme(
                "greedy",
                new FakeScheme().throwingOnAttach(() -> new OutOfFramesException("static shadow")),
                Map.of());
    Result result = compare(around, 1);
    assertEquals("ok", row(result, "page").get("status"));
    assertEquals(24L, at(row(result, "page"), "memory.totalPeakKb"));
    Map<String, Object> broken = row(result, "broken");
    assertEquals("failed", broken.get("status"));
    String reason = broken.get("reason").toString();
    assertTrue(
        reason.startsWith("threw java.lang.IllegalStateException: lost count at kasan.lab."),
        reason);
    assertNull(at(broken, "memory.totalPeakKb"));
    assertTrue(
        row(result, "faulty")
            .get("reason")
            .toString()
            .startsWith("the modelled kernel would have crashed: store to 0x10, not mapped at "));
    assertEquals("failed", row(result, "stillborn").get("status"));
    assertEquals("no-memory", row(result, "greedy").get("status"));
    assertEquals("no frames left for static shadow", row(result, "greedy").get("reason"));
    Map<?, ?> point = (Map<?, ?>) ((List<?>) result.tree().get("timeline")).get(0);
    assertEquals(List.of("t", "floor", "page", "oracle"), List.copyOf(point.keySet()));
  }

  @Test
  void aSchemeThatNeedsAnotherLayoutIsARowWithItsReason() {
    var around =
        new Surroundings(recording())
            .scheme("tags", new FakeScheme(), Map.of("kasan.scheme.layoutClass", "tags"));
    Map<String, Object> tags = row(compare(around, 1), "tags");
    assertEquals("excluded", tags.get("status"));
    assertEquals(
        "needs objects laid out for 'tags'; a recorded placement has them as the recorded kernel"
            + " had: 'generic'",
        tags.get("reason"));
    assertNull(at(tags, "memory.staticKb"));
  }

  /** The fake kernel's layout costs 10 + 20 + 30 + 40 kB. */
  @Test
  void placedAgainARowHasTheBillOfKasansLayout() {
    var around = new Surroundings(recording()).schemes("page");
    var plan = ComparePlan.of("/rec").layout("kasan").build();
    Result placedAgain = Comparison.run(around.inventory(1), plan, Progress.NONE);
    Map<String, Object> page = row(placedAgain, "page");
    assertEquals(10L, at(page, "memory.redzonesKb"));
    assertEquals(20L, at(page, "memory.metadataKb"));
    assertEquals(30L, at(page, "memory.quarantineKb"));
    assertEquals(40L, at(page, "memory.stackDoublingKb"));
    assertEquals(100L, at(page, "memory.layoutPeakKb"));
    Object recordedNet = at(row(compare(around, 1), "page"), "memory.netAvailableKb");
    assertEquals((Long) recordedNet - 100, at(page, "memory.netAvailableKb"));
    assertEquals(0L, at(row(placedAgain, "floor"), "memory.layoutPeakKb"));
    assertNull(at(row(placedAgain, "oracle"), "memory.layoutPeakKb"));
    List<?> warnings = (List<?>) placedAgain.tree().get("warnings");
    assertTrue(warnings.stream().noneMatch(line -> line.toString().contains("twice")));
    assertTrue(warnings.get(0).toString().startsWith("the quarantine is empty"));
  }

  @Test
  void aSchemeThatCanStandOnAnyLayoutIsMeasuredWithAWarning() {
    var around =
        new Surroundings(recording())
            .scheme(
                "scale",
                new FakeScheme(),
                Map.of("kasan.scheme.layoutClass", "generic-32", "kasan.scheme.anyLayout", true));
    Result result = compare(around, 1);
    assertEquals("ok", row(result, "scale").get("status"));
    List<?> warnings = (List<?>) result.tree().get("warnings");
    assertTrue(
        warnings.contains(
            "scale wants objects laid out for 'generic-32': what that costs is not in its figures,"
                + " and as recorded it misses more"));
  }

  @Test
  void aSchemeThatCannotRunOnTheArchitectureIsARowWithItsReason() {
    var around =
        new Surroundings(recording())
            .scheme("mte", new FakeScheme().refusing("needs tags in pointers"), Map.of());
    Map<String, Object> mte = row(compare(around, 1), "mte");
    assertEquals("excluded", mte.get("status"));
    assertEquals("needs tags in pointers", mte.get("reason"));
  }

  @Test
  void theArchitectureIsThatOfTheRecordingUnlessTheUserNamesOne() {
    var around = new Surroundings(recording().on("other")).arch("other", 0).schemes("page");
    assertEquals("other", at(compare(around, 1).tree(), "settings.arch"));
    var named = ComparePlan.of("/rec").arch("x86").build();
    Result result = Comparison.run(around.inventory(1), named, Progress.NONE);
    assertEquals("x86", at(result.tree(), "settings.arch"));
  }

  @Test
  void timelineStartsBeforeTheFirstEventAndEndsWithTheLast() {
    Result result = compare(new Surroundings(recording()).schemes("page"), 1);
    List<?> timeline = (List<?>) result.tree().get("timeline");
    assertTrue(timeline.size() >= 50);
    Map<?, ?> first = (Map<?, ?>) timeline.get(0);
    assertEquals(BigDecimal.valueOf(0, 9), first.get("t"));
    assertEquals(12L, first.get("page"), "8 kB and one slab");
    Map<?, ?> last = (Map<?, ?>) timeline.get(timeline.size() - 1);
    assertEquals(new BigDecimal("4.000000000"), last.get("t"));
    assertEquals(16L, last.get("page"), "8 kB and two slabs");
    assertEquals(0L, last.get("floor"));
  }

  @Test
  void aTraceWithoutStateSaysSoAndCountsNothingItCannotKnow() {
    Result result =
        compare(new Surroundings(recording().traceOnly().losing(12_345)).schemes("page"), 1);
    assertNull(at(result.tree(), "input.memTotalKb"));
    assertNull(at(row(result, "page"), "memory.netAvailableKb"));
    assertNull(result.tree().get("fidelity"));
    String warnings = result.tree().get("warnings").toString();
    assertTrue(warnings.contains("12,345 events were lost while recording"), warnings);
    assertTrue(warnings.contains("no /proc state from before the trace"), warnings);
  }

  @Test
  void tellsItsProgressAfterEachBatch() {
    var seen = new ArrayList<Long>();
    Comparison.run(new Surroundings(recording()).schemes("page").inventory(1), plan(), seen::add);
    assertEquals(List.of(2L, 4L, 5L), seen);
  }
}
