// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A result outlives its process as JSON. */
class ResultsTest {
  private record Given(
      Map<String, @Nullable Object> tree,
      Map<String, @Nullable Object> chartData,
      List<Section> sections)
      implements Result {
    @Override
    public String verb() {
      return "sample";
    }

    @Override
    public int status() {
      return 1;
    }
  }

  private static Result again(Result result) {
    return Results.read(Results.write(result));
  }

  /** Reporters round a double and print a decimal as it is. */
  @Test
  void valuesKeepTheirTypesAndDigits() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("whole", Long.MIN_VALUE);
    tree.put("large", BigInteger.TWO.pow(70));
    tree.put("double", 12.5);
    tree.put("round double", 3.0);
    tree.put("small double", Double.MIN_VALUE);
    tree.put("minus zero", -0.0);
    tree.put("decimal", new BigDecimal("0.10"));
    tree.put("text", "1E5 \" \\ \n \u0000 \u2264");
    tree.put("flag", false);
    tree.put("none", null);
    tree.put("list", Arrays.asList(1L, null, List.of(), Map.of("z", 1L)));

    Result read = again(new Given(tree, Map.of("chart", 0.1), List.of()));

    assertEquals(tree, read.tree());
    assertEquals(List.copyOf(tree.keySet()), List.copyOf(read.tree().keySet()));
    assertEquals(Map.of("chart", 0.1), read.chartData());
    assertEquals("sample", read.verb());
    assertEquals(1, read.status());
  }

  @Test
  void sectionsKeepTheirCells() {
    var text = new Section.Text("Title", List.of("a", "", "b"));
    var table =
        new Section.Table(
            "",
            List.of(new Section.Column("k", "k title", "kB"), new Section.Column("l", "l", "")),
            List.of(Arrays.asList(1L, null), Arrays.asList(0.5, new BigDecimal("0.50"))));
    var series =
        new Section.Series(
            "S",
            "time, s",
            new double[] {0, 1e300},
            "kB",
            List.of(new Section.Curve("page", new double[] {0.1, Double.NaN})));

    List<Section> read =
        again(new Given(Map.of(), Map.of(), List.of(text, table, series))).sections();

    assertEquals(List.of(text, table), read.subList(0, 2));
    var readSeries = (Section.Series) read.get(2);
    assertEquals("time, s", readSeries.axis());
    assertArrayEquals(series.points(), readSeries.points());
    assertEquals("page", readSeries.curves().get(0).name());
    assertArrayEquals(series.curves().get(0).values(), readSeries.curves().get(0).values());
  }

  /** Some reporters have a form of their own for findings. */
  @Test
  void findingsKeepTheirValues() {
    var place = new Symbol("kmalloc_oob", 0x10, 0x80, "kasan_test", "lib/test.c:12");
    var trace =
        new StackTrace(
            List.of(new TraceLine.Marker(" <TASK>"), new TraceLine.Frame(place, false, -1)));
    Finding finding =
        Finding.of("slab-out-of-bounds")
            .function(place)
            .access(new Access(Access.Kind.WRITE, 1, 0xffff_8880_0000_1073L, "sh", 7))
            .callTrace(trace)
            .allocated(new Track(7, 1, 5L, trace))
            .page(List.of("page: 0x1"))
            .memoryState(
                new MemoryState(
                    8, null, List.of(new MemoryState.Row(0x1000, new byte[] {0, 3, (byte) 0xfc}))))
            .build();

    Result read = again(new Found(List.of(finding)));

    Finding same = ((Findings) read).findings().get(0);
    assertEquals(FindingTree.of(finding), FindingTree.of(same));
    assertEquals(finding.callTrace(), same.callTrace());
    assertEquals(finding.allocated(), same.allocated());
    assertNull(((Findings) read).table());
  }

  private record Found(List<Finding> findings) implements Findings {
    @Override
    public String verb() {
      return "explain";
    }

    @Override
    public Map<String, @Nullable Object> tree() {
      return Map.of();
    }

    @Override
    public List<Section> sections() {
      return List.of();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[] -> result: expected an object",
        "{} -> result: expected 'kasan-result', as --format json writes it; it is missing",
        "{\"kasan-result\":{}} -> kasan-result: verb: expected text; it is missing",
        "{\"result\":\"a\",\"tree\":[]} -> result: tree: expected an object, not [ ]",
        "{\"result\":\"a\",\"tree\":{},\"chartData\":{},\"status\":2} -> result: status: expected a"
            + " whole number from 0 to 1, not 2",
        "{\"result\":\"a\",\"tree\":{},\"chartData\":{},\"findings\":[{\"access\":{\"kind\":\"x\"}}]}"
            + " -> result: findings: kind: expected another value, not \"x\"",
        "{\"result\":\"a\",\"tree\":{},\"chartData\":{},\"sections\":[{\"table\":\"t\",\"columns\":"
            + "[],\"rows\":[[1]]}]} -> result: sections: rows: expected lists of 0 cells, not [ 1 ]",
      })
  void whatIsNoResultIsNamed(String example) {
    String[] parts = example.split(" -> ", 2);
    var refused = assertThrows(BadInputException.class, () -> Results.read(parts[0]));
    assertEquals(parts[1], refused.getMessage());
  }
}
