// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.internal.fake.FakeRecording;
import kasan.lab.internal.fake.SettingWords;
import kasan.lab.internal.fake.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCheckTest {
  private final Inventory inventory =
      new Surroundings(new FakeRecording(1))
          .schemes("page", "original")
          .arch("arm64", 0)
          .inventory(1);

  private CheckedPlan check(List<String> schemes, String arch, String layout, String... set) {
    return PlanCheck.check(
        inventory,
        ComparePlan.of("rec:/rec")
            .schemes(schemes)
            .arch(arch)
            .layout(layout)
            .settings(SettingWords.of(List.of(set)))
            .build(),
        Map.of());
  }

  private String refusal(List<String> schemes, String arch, String layout, String... set) {
    return assertThrows(BadInputException.class, () -> check(schemes, arch, layout, set))
        .getMessage();
  }

  @Test
  void namesWhatIsThereWhenASchemeIsUnknown() {
    assertEquals(
        "unknown scheme 'pgae': did you mean 'page'? known: floor, original, page",
        refusal(List.of("pgae"), "", "recorded"));
  }

  @Test
  void sendsWhoNamesAWorkloadToRun() {
    Inventory busy = new Surroundings(new FakeRecording(1)).workload("night-shift").inventory(1);
    var plan = ComparePlan.of("/none/night-shift").build();

    assertEquals(
        "/none/night-shift: no such file or folder; expected a recording. 'night-shift' is a"
            + " workload: run night-shift",
        assertThrows(BadInputException.class, () -> PlanCheck.check(busy, plan, Map.of()))
            .getMessage());
  }

  @Test
  void namesWhatIsThereWhenArchitectureOrLayoutIsUnknown() {
    assertEquals(
        "unknown architecture 'riscv'; known: arm64, x86", refusal(List.of(), "riscv", "recorded"));
    assertEquals(
        "unknown layout 'record': did you mean 'recorded'? known: kasan, recorded",
        refusal(List.of(), "", "record"));
  }

  /** Every option is refused before anything is opened, each with what would be right. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "page.recheck=maybe ; option page.recheck takes on|off, not 'maybe'",
        "page.delay=-1      ; option page.delay takes 0..1000, not '-1'",
        "page.dealy=1       ; 'page' has no option 'dealy'# it has [delay, recheck]",
        "x86.levels=6       ; option x86.levels takes 4|5, not '6'",
        "arm64.levels=4     ; --set arm64.levels=4: the architecture here is x86, not arm64",
        "unknown=gone       ; option unknown takes in-use|free, not 'gone'",
        "recheck=on         ; unknown option without owner 'recheck'# known: ram, unknown",
        "rom=1G             ; unknown option without owner 'rom': did you mean 'ram'? known: ram,"
            + " unknown",
        "original.delay=1   ; --set original.delay=1: 'original' is not compared here, only floor,"
            + " page",
      })
  void refusesAnOptionThatIsNotThereOrOutOfRange(String set, String message) {
    assertEquals(message.replace('#', ';'), refusal(List.of("page"), "", "recorded", set));
  }

  @Test
  void refusesAnOwnerThatNobodyIs() {
    assertEquals(
        "unknown owner of option --set pages.recheck=on: 'pages': did you mean 'page'? known:"
            + " floor, page, x86",
        refusal(List.of("page"), "", "recorded", "pages.recheck=on"));
  }

  @Test
  void takesTheArchitectureThatRanksHighest() {
    assertEquals("4-level", check(List.of(), "", "recorded").arch().layout().name());
    assertEquals(
        "5-level", check(List.of(), "", "recorded", "x86.levels=5").arch().layout().name());
  }

  @Test
  void everyOptionHasAValueAfterTheCheck() {
    CheckedPlan plan = check(List.of("page"), "", "recorded", "page.delay=7", "ram=2G");
    assertEquals(Map.of("ram", "2G"), plan.machine());
    assertEquals("floor", plan.entrants().get(0).name());
    Entrant page = plan.entrants().get(1);
    assertEquals(7, page.scheme().options().number("delay"));
    assertEquals("on", page.scheme().options().word("recheck"));
    assertEquals("in-use", plan.kernelOptions().word("unknown"));
  }
}
