// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kasan.suite.internal.play.Outcome;
import kasan.suite.internal.play.Outcome.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in schemes do with KUnit's cases what Linux 6.12 does. */
class KunitTest {
  private static final Map<String, Map<String, Outcome>> OUTCOMES = new HashMap<>();

  @BeforeAll
  static void runAll() {
    List<String> generic = List.of("original", "page", "ondemand");
    for (Row row : Bench.rows(Bench.plan(generic, "both", "", "generic"))) {
      keep(row);
    }
    for (String tags : List.of("sw-tags", "hw-tags")) {
      for (Row row : Bench.rows(Bench.plan(List.of(tags), "both", "", tags))) {
        keep(row);
      }
    }
  }

  private static void keep(Row row) {
    OUTCOMES
        .computeIfAbsent(row.scheme() + " " + row.instrumentation(), key -> new HashMap<>())
        .put(row.caseName(), row.outcome());
  }

  static List<KunitFacts> facts() {
    return KunitFacts.read();
  }

  private static Outcome outcome(String entrant, String name) {
    Outcome outcome = OUTCOMES.getOrDefault(entrant, Map.of()).get(name);
    assertNotNull(outcome, entrant + " has no case " + name);
    return outcome;
  }

  @Test
  void seventyTwoCasesAreThere() {
    assertEquals(72, facts().size());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void originalOutlineReportsWithTheClassThatLinuxPrints(KunitFacts facts) {
    Outcome outcome = outcome("original outline", facts.name());
    assertEquals(KunitFacts.result(facts.generic()), outcome.result(), outcome.toString());
    assertEquals(
        facts.classes(), String.valueOf(outcome.bugClass()).replace("null", ""), facts.name());
  }

  /** No KUnit case straddles granules, so compiled-in checks find all of them too. */
  @ParameterizedTest
  @MethodSource("facts")
  void originalInlineFindsTheSame(KunitFacts facts) {
    Outcome outcome = outcome("original inline", facts.name());
    assertEquals(KunitFacts.result(facts.generic()), outcome.result(), outcome.toString());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void softwareTagsDoAsKunitExpects(KunitFacts facts) {
    for (String entrant : List.of("sw-tags outline", "sw-tags inline")) {
      if (OUTCOMES.containsKey(entrant)) {
        Outcome outcome = outcome(entrant, facts.name());
        assertEquals(KunitFacts.result(facts.swTags()), outcome.result(), outcome.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("facts")
  void hardwareTagsDoAsKunitExpects(KunitFacts facts) {
    Outcome outcome = outcome("hw-tags hardware", facts.name());
    assertEquals(KunitFacts.result(facts.hwTags()), outcome.result(), outcome.toString());
  }

  /** The series of 2017 knows no vmalloc shadow; all else it sees as the original does. */
  @ParameterizedTest
  @MethodSource("facts")
  void pageOutlineFindsWhatOriginalDoesButForVmalloc(KunitFacts facts) {
    Outcome original = outcome("original outline", facts.name());
    Outcome page = outcome("page outline", facts.name());
    Result expected =
        facts.name().equals("vmalloc_oob") ? Result.NOT_APPLICABLE : original.result();
    assertEquals(expected, page.result(), page.toString());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void ondemandMissesOnlyFreedPagesOfUnmappedBlocks(KunitFacts facts) {
    Set<String> pages =
        Set.of("page_alloc_uaf", "mempool_page_alloc_uaf", "mempool_page_alloc_double_free");
    Outcome ondemand = outcome("ondemand outline", facts.name());
    if (pages.contains(facts.name())) {
      assertEquals(Result.MISSED, ondemand.result(), facts.name());
    } else {
      assertEquals(outcome("original outline", facts.name()).result(), ondemand.result());
    }
  }

  @Test
  void inlineMissesWhatStraddlesGranulesAndNothingElse() {
    Set<String> differing =
        OUTCOMES.getOrDefault("original outline", Map.of()).entrySet().stream()
            .filter(
                each ->
                    each.getValue().result() != outcome("original inline", each.getKey()).result())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "straddle_oob_2",
            "straddle_oob_4",
            "straddle_oob_8",
            "straddle_oob_16",
            "odd_size_hole"),
        differing);
  }

  @Test
  void ondemandMissesStaleTlbsAndPagesWithoutALiveNeighbour() {
    assertEquals(Result.FOUND, outcome("ondemand outline", "page_uaf_live_neighbour").result());
    assertEquals(Result.MISSED, outcome("ondemand outline", "page_uaf_unmapped_block").result());
    for (String stale : List.of("stale_tlb_uaf", "stale_tlb_oob", "stale_tlb_double_free")) {
      assertEquals(Result.MISSED, outcome("ondemand outline", stale).result(), stale);
      assertEquals(Result.FOUND, outcome("page outline", stale).result(), stale);
    }
  }

  @Test
  void nobodyReportsWhatIsNoBug() {
    OUTCOMES.forEach(
        (entrant, cases) ->
            cases.forEach(
                (name, outcome) ->
                    assertEquals(
                        false,
                        outcome.result() == Result.FALSE,
                        entrant + ", " + name + ": " + outcome)));
  }
}
