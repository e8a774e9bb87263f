// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.modelled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import kasan.api.kernel.BootPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MemTotal of booted kernels against the real boots of kasan-facts 2.1. The profile is calibrated
 * with the first and the third row; the shadow is measured by attaching it.
 */
class FootprintTest {
  @ParameterizedTest
  @CsvSource({
    "1024, floor, plain, none, 1015888",
    "4096, floor, plain, none, 4041544",
    "1024, original, generic, outline, 860424",
    "4096, original, generic, outline, 3492864",
    "1024, original, generic, inline, 851456",
    "4096, original, generic, inline, 3483896"
  })
  void memTotalIsThatOfRealBoots(
      long ramMib, String scheme, String layout, String instrumentation, long memTotalKb) {
    var plan = new BootPlan(ramMib, 2, "linux-6.12-qemu", layout, instrumentation, true, 1);
    try (var kernel = BootedMachine.boot(plan, scheme)) {
      assertEquals(0.0, (double) (memTotalKb - kernel.memTotalKb()), 16.0);
    }
  }

  /**
   * The tables of the per-page shadow series, in kB of 1000 (kasan-facts 2.1): both base figures
   * are fitted, the patched ones follow. The posted ones are rounded to 1000.
   */
  @ParameterizedTest
  @CsvSource({
    "1024, original, 858000, 16",
    "4096, original, 3477000, 16",
    "1024, page, 987000, 1974",
    "4096, page, 4000000, 8000"
  })
  void theSeriesLeavesWhatItsCoverLetterSays(
      long ramMib, String scheme, long memTotalKb, double withinKb) {
    var plan = new BootPlan(ramMib, 2, "linux-2017-qemu", "generic", "outline", false, 1);
    Map<String, String> set =
        scheme.equals("original") ? Map.of("leaves", "2m") : Map.<String, String>of();
    try (var kernel =
        PlacingKernel.boot(
            plan,
            BootedMachine.x86(),
            BootedMachine.traits(scheme),
            BootedMachine.scheme(scheme),
            BootedMachine.options(scheme, set))) {
      assertEquals(0.0, (double) (memTotalKb - kernel.memTotalKb()), withinKb);
    }
  }

  /** RAM of the machine is what the kernel can hand out, and what it says the rest is used for. */
  @ParameterizedTest
  @CsvSource({
    "512, floor, plain, none",
    "1000, original, generic, outline",
    "3072, page, generic, inline",
    "3584, ondemand, generic, outline",
    "8192, original, generic, inline"
  })
  void memTotalAndBreakdownAddUpToRam(
      long ramMib, String scheme, String layout, String instrumentation) {
    var plan = new BootPlan(ramMib, 4, "linux-6.12-qemu", layout, instrumentation, true, 1);
    try (var kernel = BootedMachine.boot(plan, scheme)) {
      long kb = kernel.memTotalKb();
      for (long item : kernel.breakdownKb().values()) {
        kb += item;
      }
      assertEquals(ramMib << 10, kb);
    }
  }
}
