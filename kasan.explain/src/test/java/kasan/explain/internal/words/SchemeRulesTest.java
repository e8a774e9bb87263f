// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemeRulesTest {
  private final SchemeRules rules = new SchemeRules();

  @ParameterizedTest
  @EnumSource(BugKind.class)
  void everySchemeHasAVerdictOnEveryKind(BugKind kind) {
    List<SchemeVerdict> verdicts = rules.on(kind);
    assertEquals(
        List.of(
            "original",
            "page",
            "ondemand",
            "scale-16",
            "scale-32",
            "block",
            "sw-tags",
            "hw-tags",
            "kfence"),
        verdicts.stream().map(SchemeVerdict::scheme).toList());
    for (SchemeVerdict verdict : verdicts) {
      assertTrue(!verdict.reason().isEmpty(), verdict::toString);
    }
  }

  @Test
  void everyRuleIsAboutAKindThatExists() {
    Set<String> known =
        Arrays.stream(BugKind.values()).map(BugKind::key).collect(Collectors.toSet());
    assertTrue(known.containsAll(rules.kinds()), () -> rules.kinds().toString());
  }

  /** What the designs say of themselves: columns "what it misses" and "stack/alloca". */
  @ParameterizedTest
  @CsvSource({
    "ondemand, PAGE_UAF, depends",
    "ondemand, PAGE_UAF_NEIGHBOUR, found",
    "ondemand, LARGE_FREE, depends",
    "ondemand, LARGE_FREE_MISPLACED, found",
    "original, LARGE_FREE_MISPLACED, found",
    "page, PAGE_UAF, found",
    "page, VMALLOC_OOB, not-applicable",
    "block, PAGE_UAF, found",
    "block, VMALLOC_OOB, missed",
    "block, STACK_OOB, missed",
    "block, ALLOCA_OOB, missed",
    "block, USE_AFTER_SCOPE, missed",
    "sw-tags, SLAB_OOB_NEAR, missed",
    "sw-tags, SLAB_OOB, chance",
    "sw-tags, STACK_OOB, chance",
    "sw-tags, ALLOCA_OOB, missed",
    "sw-tags, GLOBAL_OOB, missed",
    "hw-tags, STACK_OOB, missed",
    "hw-tags, SIZE_WRAP, missed",
    "kfence, SLAB_UAF, chance",
    "kfence, PAGE_UAF, missed",
    "scale-32, SLAB_OOB_NEAR, found",
    "original, SLAB_OOB_NEAR, found"
  })
  void theTableSaysWhatTheDesignsSay(String scheme, BugKind kind, String verdict) {
    for (SchemeVerdict each : rules.on(kind)) {
      if (each.scheme().equals(scheme)) {
        assertEquals(verdict, each.verdict());
      }
    }
  }
}
