// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MemTotal of the kernels of kernel/ondemand as they were booted (docs/reality.md), against a
 * profile that is calibrated without KASAN. A kernel that unwinds by tables has more of them with
 * KASAN: more code, more calls.
 */
class UnwindTablesTest {
  @ParameterizedTest
  @CsvSource({
    "512, 1, 503328, 405048",
    "512, 4, 502704, 404160",
    "1024, 2, 1018448, 854544",
    "2048, 2, 2049104, 1754128",
    "4096, 1, 4044312, 3487280",
    "4096, 4, 4043688, 3486392",
    "8192, 2, 8166724, 7085312"
  })
  void whatInlineKasanTakesIsThatOfRealBoots(long ramMib, int cpus, long noneKb, long inlineKb) {
    assertEquals(0.0, (double) (noneKb - booted(ramMib, cpus, Instrumentation.NONE)), 16.0);
    assertEquals(0.0, (double) (inlineKb - booted(ramMib, cpus, Instrumentation.INLINE)), 32.0);
  }

  /** Each CPU's entry area has shadow, which 28 kB a CPU more or less would show. */
  @ParameterizedTest
  @CsvSource({"1024, 2, 858944", "2048, 2, 1758528", "4096, 2, 3491384"})
  void whatOutlineKasanTakesIsThatOfRealBoots(long ramMib, int cpus, long outlineKb) {
    assertEquals(0.0, (double) (outlineKb - booted(ramMib, cpus, Instrumentation.OUTLINE)), 32.0);
  }

  private static long booted(long ramMib, int cpus, Instrumentation instrumentation) {
    boolean plain = instrumentation == Instrumentation.NONE;
    var plan =
        new BootPlan(
            ramMib,
            cpus,
            Path.of("..", "docs", "profiles", "linux-6.12-ondemand.properties").toString(),
            plain ? LayoutClass.PLAIN : LayoutClass.GENERIC,
            instrumentation,
            true,
            1);
    try (var kernel = BootedMachine.boot(plan, plain ? "floor" : "original")) {
      return kernel.memTotalKb();
    }
  }
}
