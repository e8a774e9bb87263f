// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private record Given(String verb, Map<String, @Nullable Object> tree) implements Result {
    @Override
    public List<Section> sections() {
      return List.of();
    }
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }

  private static KeptResult kept(String file, @Nullable Object... tree) {
    return new KeptResult(file, new Given("compare", map(tree)));
  }

  private static KeptResult rows(Object... rows) {
    return kept("file", "rows", List.of(rows));
  }

  private static Difference between(KeptResult a, KeptResult b) {
    return Difference.of(a, b, null, List.of());
  }

  private static DiffResult withThreshold(KeptResult a, KeptResult b, String percent) {
    return new DiffResult(Difference.of(a, b, new BigDecimal(percent), List.of()));
  }

  private static Part rowsOf(Difference difference) {
    return difference.listed().stream().filter(p -> p.name().equals("rows")).findFirst().get();
  }

  private static Map<String, @Nullable Object> scheme(String name, @Nullable Object kb) {
    return map("scheme", name, "status", "ok", "memory", map("peakKb", kb));
  }

  private static String head(Difference difference) {
    return String.join("\n", ((Section.Text) new DiffResult(difference).sections().get(0)).lines());
  }

  @Test
  void aResultDoesNotDifferFromItself() {
    KeptResult one = kept("a", "rows", List.of(scheme("page", 1L)), "warnings", List.of("w"));
    Difference none = between(one, one);

    assertEquals(0, new DiffResult(none).status());
    assertEquals(List.of(), new DiffResult(none).tree().get("rows"));
    assertEquals(1, new DiffResult(none).sections().size());
    assertTrue(head(none).endsWith("No difference."), head(none));
  }

  @Test
  void rowsAreMatchedByTheirNamesInWhateverOrder() {
    Difference difference =
        between(
            rows(scheme("page", 100L), scheme("original", 8L), scheme("scale", 1L)),
            rows(scheme("original", 8L), scheme("page", 125L), scheme("tags", 1L)));
    Part rows = rowsOf(difference);

    assertEquals(List.of(new Change("page", "memory.peakKb", 100L, 125L)), rows.changes());
    assertEquals(new BigDecimal("25.00"), rows.changes().get(0).percent());
    assertEquals(BigDecimal.valueOf(25), rows.changes().get(0).absolute());
    assertEquals(List.of("scale"), rows.onlyInA());
    assertEquals(List.of("tags"), rows.onlyInB());
    assertEquals(1, new DiffResult(difference).status());
  }

  /** Amounts of RAM before the words are names; figures behind the words are not. */
  @Test
  void aNameHasAsManyColumnsAsTellRowsApart() {
    Part rows =
        rowsOf(
            between(
                rows(
                    map("ramMib", 512L, "scheme", "page", "kb", 1L),
                    map("ramMib", 512L, "scheme", "original", "kb", 2L),
                    map("ramMib", 1024L, "scheme", "page", "kb", 3L)),
                rows(
                    map("ramMib", 512L, "scheme", "page", "kb", 1L),
                    map("ramMib", 512L, "scheme", "original", "kb", 4L),
                    map("ramMib", 1024L, "scheme", "page", "kb", 3L))));

    assertEquals(List.of(new Change("512, original", "kb", 2L, 4L)), rows.changes());
  }

  @Test
  void rowsOfOneNameAreMatchedInTheirOrder() {
    Part rows =
        rowsOf(
            between(
                rows(map("scheme", "page", "from", 0L), map("scheme", "page", "from", 7L)),
                rows(map("scheme", "page", "from", 0L), map("scheme", "page", "from", 9L))));

    assertEquals(List.of(new Change("page #2", "from", 7L, 9L)), rows.changes());
  }

  @Test
  void anEqualNumberOfAnotherKindIsTheSame() {
    assertFalse(
        between(
                rows(map("scheme", "page", "share", 0.5, "kb", 10L)),
                rows(map("scheme", "page", "share", new BigDecimal("0.50"), "kb", 10.0)))
            .differs());
  }

  @Test
  void settingsAndInputAreToldFirstAndAreNoFigures() {
    Difference difference =
        between(
            kept(
                "a",
                "input",
                map("name", "cold", "sha256", "01"),
                "version",
                "1",
                "rows",
                List.of()),
            kept(
                "b",
                "input",
                map("name", "warm", "sha256", "02"),
                "version",
                "2",
                "rows",
                List.of()));

    assertEquals(
        List.of("input.name", "input.sha256"),
        difference.settings().stream().map(Change::value).toList());
    assertEquals(
        List.of(
            "Different versions: 1 and 2.", "Different inputs: cold, sha256 01; warm, sha256 02."),
        head(difference).lines().limit(2).toList());
    assertEquals(0, new DiffResult(difference).status());
  }

  @Test
  void theSameInputUnderAnotherNameIsTheSame() {
    assertTrue(
        between(
                kept("a", "input", map("name", "cold", "sha256", "01")),
                kept("b", "input", map("name", "copy", "sha256", "01")))
            .sameInput());
  }

  @Test
  void differentVerbsAreToldFirst() {
    KeptResult other = new KeptResult("b", new Given("suite", map("rows", List.of())));
    Difference difference = between(rows(), other);

    assertTrue(head(difference).startsWith("Different verbs: compare and suite."));
    assertEquals(1, new DiffResult(difference).status());
  }

  @Test
  void aChangeOfExactlyTheThresholdDoesNotPassIt() {
    KeptResult before = rows(scheme("page", 100L));
    assertEquals(0, withThreshold(before, rows(scheme("page", 105L)), "5").status());
    assertEquals(1, withThreshold(before, rows(scheme("page", 106L)), "5").status());
    assertEquals(1, withThreshold(before, rows(scheme("page", 94L)), "5").status());
  }

  /** None of them has a percentage, and each is more than any threshold asks for. */
  @Test
  void whatWasNotThereBeforePassesEveryThreshold() {
    KeptResult none = rows(scheme("page", 0L));
    assertEquals(1, withThreshold(none, rows(scheme("page", 1L)), "500").status());
    assertEquals(1, withThreshold(none, rows(scheme("page", null)), "500").status());
    assertEquals(1, withThreshold(none, rows(), "500").status());
    assertEquals(
        1,
        withThreshold(
                rows(map("case", "oob", "result", "found")),
                rows(map("case", "oob", "result", "missed")),
                "500")
            .status());
  }

  /** The points of two boots never lie at the same times. */
  @Test
  void curvesCountOnlyWhenThereIsNoThresholdOrTheyAreAskedFor() {
    KeptResult a = kept("a", "rows", List.of(), "timeline", List.of(map("t", 0.1, "kb", 1L)));
    KeptResult b = kept("b", "rows", List.of(), "timeline", List.of(map("t", 0.2, "kb", 1L)));

    assertEquals(1, new DiffResult(between(a, b)).status());
    assertEquals(0, withThreshold(a, b, "5").status());
    assertEquals(
        1, new DiffResult(Difference.of(a, b, new BigDecimal("5"), List.of("timeline"))).status());
    assertThrows(BadInputException.class, () -> Difference.of(a, b, null, List.of("time-line")));
  }

  /** A verb of a third party may have a tree of any shape. */
  @Test
  void aTreeWithoutRowsIsComparedWhole() {
    Difference difference =
        between(
            kept("a", "total", 3L, "per", map("x", 1L), "odd", List.of(1L, List.of(2L), map())),
            kept("b", "total", 4L, "per", map("x", 1L), "odd", List.of(1L, List.of(2L), map())));

    assertEquals(
        List.of(new Change("", "total", 3L, 4L)),
        difference.listed().stream().flatMap(part -> part.changes().stream()).toList());
  }
}
