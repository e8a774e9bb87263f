// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Medium;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import org.jspecify.annotations.Nullable;

/** Results, and what reporters make of them. */
public final class Samples {
  /** A name that would break out of markup, scripts and comments if somebody let it. */
  public static final String EVIL = "</script><!--<img src=x onerror=\"evil='yes'\">&amp;";

  private Samples() {}

  private record Plain(
      String verb,
      Map<String, @Nullable Object> tree,
      List<Section> sections,
      Map<String, @Nullable Object> chartData)
      implements Result {}

  /** A map with keys in this order. */
  public static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  private static Map<String, @Nullable Object> bill(
      String scheme, long fixed, long tables, long onDemand, long found, long of) {
    return map(
        "scheme", scheme,
        "status", "ok",
        "reason", null,
        "contender", !scheme.equals("floor"),
        "memory",
            map(
                "staticKb",
                fixed,
                "tablesKb",
                tables,
                "stacksKb",
                0L,
                "imageKb",
                0L,
                "vmallocKb",
                0L,
                "onDemandPeakKb",
                onDemand,
                "totalPeakKb",
                fixed + tables + onDemand),
        "work", map("maps", 1L),
        "coverage", map("outline", map("found", found, "of", of)));
  }

  /** As of a comparison: three bills, one scheme that was left out. */
  public static Result compared() {
    return compared("page");
  }

  /** The same, one scheme of which has this name. */
  public static Result compared(String name) {
    Map<String, @Nullable Object> excluded = bill(EVIL, 0, 0, 0, 1, 2);
    excluded.put("status", "excluded");
    excluded.put("reason", "needs tags <b>in pointers</b>");
    excluded.put("memory", map("staticKb", null, "totalPeakKb", null));
    var rows =
        List.of(
            bill("floor", 0, 0, 0, 0, 100),
            bill("original", 3_145_728, 104, 0, 101, 101),
            bill(name, 8_192, 4_096, 20_480, 93, 93),
            excluded);
    var timeline = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i <= 10; i++) {
      timeline.add(
          map(
              "t",
              BigDecimal.valueOf(i * 250L, 3),
              "floor",
              0L,
              "original",
              3_145_832L,
              name,
              12_288L + 2_048L * i));
    }
    var tree =
        map(
            "input",
            map(
                "name",
                "tiny " + EVIL,
                "events",
                1_234_567L,
                "sha256",
                "0123456789abcdef",
                "memTotalKb",
                25_165_824L),
            "settings",
            map("arch", "x86", "schemes", map(name, map("recheck", "on"))),
            "version",
            "1.2.3",
            "rows",
            rows,
            "timeline",
            timeline,
            "warnings",
            List.of("placement as recorded"));
    var cells = new ArrayList<List<@Nullable Object>>();
    cells.add(row("floor", 0L, 0L, 0L));
    cells.add(row("original", 3_145_728L, 104L, 3_145_832L));
    cells.add(row(name, 8_192L, 4_096L, 32_768L));
    cells.add(row(EVIL, null, null, null));
    return new Plain(
        "compare",
        tree,
        List.of(
            new Section.Text("", List.of("tiny: 1,234,567 events")),
            new Section.Table(
                "Memory of the shadow",
                List.of(
                    new Column("scheme", "scheme", ""),
                    new Column("memory.staticKb", "static", "kB"),
                    new Column("memory.tablesKb", "page tables", "kB"),
                    new Column("memory.totalPeakKb", "total peak", "kB")),
                cells),
            new Section.Text("Warnings", List.of("placement as recorded"))),
        map(
            "fragmentation",
                map(
                    "pagesOfBlock", 8L,
                    "start", List.of(0L, 5L, 4L, 3L, 2L, 1L, 0L, 0L, 9L),
                    "end", List.of(0L, 10L, 0L, 0L, 0L, 0L, 0L, 0L, 30L)),
            "misses", map(name, List.of("the scheme has no shadow for vmalloc areas"))));
  }

  /** As of a run with a swap in its middle. */
  public static Result swapped() {
    var timeline = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i <= 4; i++) {
      timeline.add(
          map(
              "t",
              BigDecimal.valueOf(i),
              "operation",
              i * 100L,
              "scheme",
              i < 3 ? "original" : "page",
              "shadowKb",
              i < 3 ? 40_960L : 20_480L,
              "shadowOfBlocksKb",
              1_024L * i));
    }
    Map<String, @Nullable Object> original = bill("original", 40_960, 0, 0, 0, 0);
    original.put("fromOperation", 0L);
    Map<String, @Nullable Object> page = bill("page", 10_240, 0, 10_240, 0, 0);
    page.put("fromOperation", 250L);
    return new Plain(
        "run",
        map(
            "input", map("name", "fork-exec", "operations", 400L),
            "swaps",
                List.of(
                    map(
                        "atOperation",
                        250L,
                        "t",
                        new BigDecimal("2.9"),
                        "from",
                        "original",
                        "to",
                        "page",
                        "status",
                        "ok",
                        "memoryBeforeKb",
                        40_960L,
                        "memoryAfterKb",
                        20_480L,
                        "audit",
                        map("checked", 1_000L, "mismatches", 0L))),
            "timeline", timeline,
            "rows", List.of(original, page),
            "findingCount", 0L),
        List.of(),
        Map.of());
  }

  /** As of a suite: one case that one scheme misses, and one that does not apply to another. */
  public static Result suite() {
    return new Plain(
        "suite",
        map(
            "rows",
            List.of(
                verdict("oob_right", "original", "found", "slab-out-of-bounds", null),
                verdict("oob_right", "ondemand", "found", "slab-out-of-bounds", null),
                verdict("page_uaf", "original", "found", "use-after-free", null),
                verdict(
                    "page_uaf",
                    "ondemand",
                    "missed",
                    null,
                    "line 6: free-page: the shadow is a shared page"),
                verdict("tags_" + EVIL, "original", "not-applicable", null, "about tags"),
                verdict("tags_" + EVIL, "ondemand", "not-applicable", null, "about tags"))),
        List.of(),
        Map.of());
  }

  private static Map<String, @Nullable Object> verdict(
      String name, String scheme, String result, @Nullable String found, @Nullable String reason) {
    return map(
        "case", name,
        "family", "kunit",
        "scheme", scheme,
        "instrumentation", "outline",
        "result", result,
        "bugClass", found,
        "reason", reason);
  }

  /** As of boots with two amounts of RAM. */
  public static Result booted() {
    return new Plain(
        "footprint",
        map(
            "rows",
            List.of(
                boot(512, "original", 66_560, 89_928),
                boot(512, "page", 4_096, 28_212),
                boot(1024, "original", 132_096, 155_464),
                boot(1024, "page", 6_144, 28_340))),
        List.of(),
        Map.of());
  }

  private static Map<String, @Nullable Object> boot(
      long ram, String scheme, long fixed, long less) {
    return map(
        "ramMib",
        ram,
        "scheme",
        scheme,
        "instrumentation",
        "outline",
        "belowFloorKb",
        less,
        "breakdown",
        map("image", 100L, "shadow-image", 2_560L, "shadow-static", fixed),
        "reason",
        null);
  }

  /** As of published figures: one fitted, one derived, one left out. */
  public static Result published() {
    return new Plain(
        "reproduce",
        map(
            "rows",
            List.of(
                quantity("base", 858, "858", "0.00", "calibrated"),
                quantity("patched", 987, "966.71", "-2.06", "derived"),
                quantity("runtime", 30, null, null, "derived"))),
        List.of(),
        Map.of());
  }

  private static Map<String, @Nullable Object> quantity(
      String what, long published, @Nullable String model, @Nullable String error, String basis) {
    return map(
        "table",
        "1024 MB",
        "quantity",
        what,
        "published",
        published,
        "model",
        model == null ? null : new BigDecimal(model),
        "unit",
        "MB",
        "errorPercent",
        error == null ? null : new BigDecimal(error),
        "basis",
        basis);
  }

  /** Of a verb that nobody has heard of. */
  public static Result unknown() {
    return new Plain(
        "weigh",
        map("rows", List.of(map("thing", EVIL, "grams", 12L))),
        List.of(
            new Section.Table(
                "Weights",
                List.of(
                    new Column("thing", "thing", ""),
                    new Column("grams", "weight", "g"),
                    new Column("", "", "")),
                List.of(row(EVIL, 12L, "heavy"), row("feather", null, null))),
            new Section.Series(
                "Weight by height",
                "height, m",
                new double[] {0, 1, 2},
                "g",
                List.of(new Section.Curve("stone", new double[] {3, 2, 1})))),
        Map.of());
  }

  /** All of them. */
  public static List<Result> all() {
    return List.of(compared(), swapped(), suite(), booted(), published(), unknown());
  }

  /** What a reporter makes of a result, told a chart and a command. */
  public static byte[] write(Reporter reporter, Result result, String chart) {
    var out = new ByteArrayOutputStream();
    try {
      reporter.write(
          result, out, new Rendering(Medium.FILE, chart, "./kasan " + result.verb() + " 'a b'"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The same as text. */
  public static String text(Reporter reporter, Result result) {
    return new String(write(reporter, result, ""), StandardCharsets.UTF_8);
  }
}
