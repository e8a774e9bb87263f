// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Statement;
import org.junit.jupiter.api.Test;

class CaseLibraryTest {
  private final List<Case> all = CaseLibrary.read();
  private final Map<String, Case> byName =
      all.stream().collect(Collectors.toMap(Case::name, Function.identity()));

  /**
   * Reports that a case demands in a mode, each round of a loop counted;
   * docs/sources.md#kunit-suite.
   */
  private long due(String name, String mode) {
    Case program = byName.get(name);
    if (!program.modes().isEmpty() && !program.modes().contains(mode)) {
      return 0;
    }
    return due(program.statements(), mode);
  }

  private static long due(List<Statement> statements, String mode) {
    long sum = 0;
    for (Statement statement : statements) {
      if (statement.modes().isEmpty() || statement.modes().contains(mode)) {
        sum += statement.expectation().due() ? 1 : 0;
        if (!statement.body().isEmpty()) {
          String rounds = statement.arguments().get(0).toString();
          long inner = due(statement.body(), mode);
          sum += inner == 0 ? 0 : inner * Long.parseLong(rounds);
        }
      }
    }
    return sum;
  }

  @Test
  void kunitHas72CasesInTheOrderOfItsSuite() {
    List<String> kunit =
        all.stream().filter(each -> each.family().equals("kunit")).map(Case::name).toList();
    assertEquals(72, kunit.size());
    assertEquals(kunit, all.stream().limit(72).map(Case::name).toList());
    assertEquals("kmalloc_oob_right", kunit.get(0));
    assertEquals("kmalloc_uaf", kunit.get(23));
    assertEquals("kasan_atomics", kunit.get(63));
    assertEquals("rust_uaf", kunit.get(71));
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    for (Case each : all) {
      assertTrue(names.add(each.name()), each.name());
    }
  }

  @Test
  void everyFamilyOfTheIssueIsThere() {
    Set<String> families = all.stream().map(Case::family).collect(Collectors.toSet());
    assertEquals(
        Set.of("kunit", "scope", "address", "straddle", "vmalloc", "page", "tlb", "swap"),
        families);
  }

  @Test
  void everyCaseSaysWhatItShows() {
    for (Case each : all) {
      assertTrue(!each.title().isEmpty(), each.name());
    }
  }

  @Test
  void reportsDueInGenericModeAreThoseOfTheKernelsSuite() {
    assertEquals(3, due("kmalloc_oob_right", "generic"));
    assertEquals(0, due("page_alloc_oob_right", "generic"));
    assertEquals(2, due("krealloc_uaf", "generic"));
    assertEquals(3, due("ksize_uaf", "generic"));
    assertEquals(3, due("ksize_unpoisons_memory", "generic"));
    assertEquals(6, due("kasan_strings", "generic"));
    assertEquals(16, due("kasan_bitops_generic", "generic"));
    assertEquals(0, due("kasan_bitops_tags", "generic"));
    assertEquals(50, due("kasan_atomics", "generic"));
    assertEquals(2, due("vmalloc_oob", "generic"));
    assertEquals(0, due("kmalloc_uaf3", "generic"));
    assertEquals(0, due("kfree_via_page", "generic"));
  }

  @Test
  void reportsDueInTheTagModesAreThoseOfTheKernelsSuite() {
    for (String mode : List.of("sw-tags", "hw-tags")) {
      assertEquals(2, due("kmalloc_oob_right", mode));
      assertEquals(1, due("page_alloc_oob_right", mode));
      assertEquals(0, due("kmalloc_oob_16", mode));
      assertEquals(1, due("kmalloc_uaf3", mode));
      assertEquals(2, due("ksize_unpoisons_memory", mode));
      assertEquals(0, due("kasan_global_oob_right", mode));
      assertEquals(0, due("kasan_bitops_generic", mode));
      assertEquals(16, due("kasan_bitops_tags", mode));
      assertEquals(50, due("kasan_atomics", mode));
      assertEquals(1, due("vmalloc_oob", mode));
    }
    assertEquals(1, due("kmalloc_memmove_negative_size", "sw-tags"));
    assertEquals(0, due("kmalloc_memmove_negative_size", "hw-tags"));
    assertEquals(1, due("kasan_stack_oob", "sw-tags"));
    assertEquals(0, due("kasan_stack_oob", "hw-tags"));
  }
}
