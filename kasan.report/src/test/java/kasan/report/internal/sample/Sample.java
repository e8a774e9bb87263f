// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Curve;
import org.jspecify.annotations.Nullable;

/** Results to print, and what comes out. */
public final class Sample {
  private Sample() {}

  private record Plain(Map<String, @Nullable Object> tree, List<Section> sections)
      implements Result {
    @Override
    public String verb() {
      return "sample";
    }
  }

  /** A map with keys in this order. */
  public static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  /** A row of a table. */
  public static List<@Nullable Object> row(@Nullable Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  /** A result with a tree only. */
  public static Result of(Map<String, @Nullable Object> tree) {
    return new Plain(tree, List.of());
  }

  /** A result with sections only. */
  public static Result of(Section... sections) {
    return new Plain(Map.of(), List.of(sections));
  }

  /** Two schemes, one of which could not be measured. */
  public static Result compared() {
    var page = map("scheme", "page", "memory", map("staticKb", 6144L, "peakKb", 1_234_567L));
    page.put("reason", null);
    var tags = map("scheme", "tags", "memory", map("staticKb", null, "peakKb", null));
    tags.put("reason", "needs \"tags16\", not generic");
    var tree =
        map(
            "input", map("name", "tiny", "events", 12L),
            "fidelity", null,
            "rows", List.of(page, tags),
            "timeline",
                List.of(
                    map("t", new BigDecimal("0.000000000"), "page", 1L),
                    map("t", new BigDecimal("0.000000128"), "page", 2L)),
            "big", new BigInteger("18446744073709551615"),
            "share", 0.5,
            "nothing", List.of(),
            "none", Map.of(),
            "yes", true);
    return new Plain(tree, sections());
  }

  private static List<Section> sections() {
    double[] points = new double[101];
    double[] kb = new double[101];
    for (int i = 0; i < points.length; i++) {
      points[i] = i * 0.06;
      kb[i] = 1000 + 10 * i;
    }
    return List.of(
        new Section.Text("", List.of("tiny: fake, 12 events in 6.0 s, 0 lost")),
        new Section.Table(
            "Memory of the shadow",
            List.of(
                new Column("scheme", "scheme", ""),
                new Column("memory.staticKb", "static", "kB"),
                new Column("memory.peakKb", "on demand, peak", "kB"),
                new Column("percent", "of MemTotal", "%")),
            List.of(
                row("page", 6144L, 1_234_567L, new BigDecimal("12.30")),
                row("tags", null, null, null))),
        new Section.Text("Not measured", List.of("tags, excluded: needs \"tags16\", not generic")),
        new Section.Series("Total over time", "s", points, "kB", List.of(new Curve("page", kb))));
  }

  /** What a reporter makes of a result. */
  public static String print(Reporter reporter, Result result) {
    var out = new ByteArrayOutputStream();
    try {
      reporter.write(result, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A golden file. */
  public static String golden(String name) {
    try (InputStream in = Sample.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no golden file " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
