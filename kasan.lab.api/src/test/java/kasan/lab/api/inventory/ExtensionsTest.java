// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionsTest {

  private static Map.Entry<Map<String, Object>, String> service(
      String name, String value, int ranking, String component, long id) {
    return Map.entry(
        Map.of(
            "kasan.workload.name",
            name,
            "service.ranking",
            ranking,
            "component.name",
            component,
            "service.id",
            id),
        value);
  }

  private static Extensions<String> of(List<Map.Entry<Map<String, Object>, String>> services) {
    return Extensions.of(ExtensionKind.WORKLOADS, services);
  }

  @Test
  void theHighestRankingServiceOfANameIsUsed() {
    var extensions =
        of(
            List.of(
                service("page", "low", 0, "a", 1),
                service("page", "high", 5, "z", 2),
                service("other", "only", 0, "o", 3)));
    assertEquals("high", extensions.get("page").service());
    assertEquals(1, extensions.outranked().size());
    assertEquals("low", extensions.outranked().get(0).service());
    assertEquals(List.of("other", "page"), List.copyOf(extensions.names()));
  }

  @Test
  void equalRankingIsDecidedByTheComponentAndNotByWhoCameFirst() {
    var services =
        new ArrayList<>(
            List.of(
                service("page", "b", 0, "org.b", 1),
                service("page", "a", 0, "org.a", 9),
                service("page", "c", 0, "org.c", 4)));
    for (long seed = 0; seed < 10; seed++) {
      Collections.shuffle(services, new Random(seed));
      assertEquals("a", of(services).get("page").service());
    }
  }

  @Test
  void aServiceWithoutANameIsToldAndNotUsed() {
    var extensions = of(List.of(Map.entry(Map.of("component.name", "org.example.Load"), "x")));
    assertEquals(
        List.of(
            new Extensions.Unusable(
                "", "org.example.Load", "its service has no name (property kasan.workload.name)")),
        extensions.unusable());
    assertEquals(List.of(), List.copyOf(extensions.all()));
    assertNull(extensions.first());
    assertEquals(
        "unknown workload 'page'; there is none",
        assertThrows(BadInputException.class, () -> extensions.get("page")).getMessage());
  }

  @Test
  void aNameThatNobodyCanTypeIsToldAndNotUsed() {
    var extensions = of(List.of(service("Upper Case!", "x", 0, "org.example.Load", 1)));
    assertEquals(List.of(), List.copyOf(extensions.names()));
    assertEquals(
        "workload 'Upper Case!' cannot be used: name 'Upper Case!': expected lower-case letters,"
            + " digits and hyphens",
        assertThrows(BadInputException.class, () -> extensions.get("Upper Case!")).getMessage());
  }

  /** trace-cmd and perf write files of these names; a dot ends the name where options are given. */
  @Test
  void onlyAReaderMayBeCalledAsAFile() {
    var named = List.of(Map.entry(Map.<String, Object>of("kasan.reader.name", "trace.dat"), "x"));
    assertEquals("x", Extensions.of(ExtensionKind.READERS, named).get("trace.dat").service());
    var other = of(List.of(service("night.shift", "x", 0, "org.example.Load", 1)));
    assertEquals(List.of(), List.copyOf(other.names()));
  }

  /** Each of these would be a scheme that the laboratory boots wrongly, or cannot boot. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layoutClass | generic-24 | unknown layout class 'generic-24'",
        "instrumentation | inlined | unknown instrumentation 'inlined'",
        "instrumentation | none | instrumentation 'none': expected outline, inline or hardware",
        "misses | stale-tbl | unknown class of misses 'stale-tbl'",
        "granuleBytes | 8 | granuleBytes 8: expected 0 or a power of two",
        "vmalloc | no | vmalloc no: expected true or false",
      })
  void aSchemeWhoseRegistrationSaysWhatNoSchemeCanBeIsTold(
      String key, String value, String reason) {
    Map<String, Object> properties =
        Map.of("kasan.scheme.name", "mine", "kasan.scheme." + key, value);
    Extensions<String> extensions =
        Extensions.of(ExtensionKind.SCHEMES, List.of(Map.entry(properties, "x")));
    assertEquals(List.of(), List.copyOf(extensions.names()));
    String told = extensions.unusable().get(0).reason();
    assertTrue(told.startsWith(reason), told);
  }
}
