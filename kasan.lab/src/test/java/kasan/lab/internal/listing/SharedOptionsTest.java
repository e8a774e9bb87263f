// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.report.Section;
import kasan.api.report.Section.Table;
import org.junit.jupiter.api.Test;

class SharedOptionsTest {
  private final SharedOptions options = new SharedOptions("workload");

  private static OptionSpec seconds(boolean on) {
    return OptionSpec.onOff("seconds", "length", on);
  }

  private Table table(int index) {
    List<Section> sections = options.sections();
    return (Table) sections.get(index);
  }

  @Test
  void whatAllHaveIsToldOnceAndDefaultsThatDifferBehindIt() {
    options.add("a", List.of(seconds(true), OptionSpec.onOff("same", "alike", true)));
    options.add("b", List.of(seconds(false), OptionSpec.onOff("same", "alike", true)));

    assertEquals("Options of workloads: --set WORKLOAD.OPTION=VALUE", table(0).title());
    assertEquals(
        List.of(
            List.of("seconds", "on|off", "differs", "length"),
            List.of("same", "on|off", "on", "alike")),
        table(0).rows());
    assertEquals(List.of(List.of("a", "on"), List.of("b", "off")), table(1).rows());
    assertEquals(2, options.sections().size());
  }

  @Test
  void whatOneHasAloneKeepsItsOwner() {
    options.add("a", List.of(seconds(true)));
    options.add("b", List.of(seconds(true), OptionSpec.onOff("own", "special", true)));

    assertEquals(List.of(List.of("seconds", "on|off", "on", "length")), table(0).rows());
    assertEquals(List.of(List.of("b.own", "on|off", "on", "special")), table(1).rows());
  }

  @Test
  void whoeverLacksSomethingIsSeen() {
    options.add("a", List.of(seconds(true)));
    options.add("b", List.of(seconds(false)));
    options.add("c", List.of());

    assertEquals(
        List.of(List.of("seconds", "on|off", "differs", "length", "a b")), table(0).rows());
    assertEquals(
        List.of(List.of("a", "on"), List.of("b", "off"), Arrays.asList("c", null)),
        table(1).rows());
  }
}
