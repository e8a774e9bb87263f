// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.wall.Wall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * MemTotal of booted kernels against the real boots of docs/sources.md#real-boots. The profile is
 * calibrated with the first and the third row; the shadow is measured by attaching it.
 */
class FootprintTest {
  @ParameterizedTest
  @CsvSource({
    "1024, floor, PLAIN, NONE, 1015888",
    "4096, floor, PLAIN, NONE, 4041544",
    "1024, original, GENERIC, OUTLINE, 860424",
    "4096, original, GENERIC, OUTLINE, 3492864",
    "1024, original, GENERIC, INLINE, 851456",
    "4096, original, GENERIC, INLINE, 3483896"
  })
  void memTotalIsThatOfRealBoots(
      long ramMib,
      String scheme,
      LayoutClass layout,
      Instrumentation instrumentation,
      long memTotalKb) {
    var plan = new BootPlan(ramMib, 2, "linux-6.12-qemu", layout, instrumentation, true, 1);
    try (var kernel = BootedMachine.boot(plan, scheme)) {
      assertEquals(0.0, (double) (memTotalKb - kernel.memTotalKb()), 16.0);
    }
  }

  /**
   * Boots of Linux 6.1.176 on QEMU's q35 with 2 CPUs, without KASAN and with the generic one. The
   * profile is calibrated with the two boots at 1024 MiB.
   */
  @ParameterizedTest
  @CsvSource({
    "512, 499892, 405472",
    "768, 757172, 629984",
    "1024, 1015220, 855264",
    "1536, 1529780, 1304292",
    "2048, 2045876, 1754848",
    "2560, 2558900, 2202336",
    "2816, 2750644, 2361304",
    "3072, 3008684, 2586588",
    "3584, 3524780, 3037144",
    "4096, 4040876, 3487704",
    "6144, 6099116, 5283812",
    "8192, 8163508, 7086044"
  })
  void memTotalAtOtherSizesIsThatOfRealBootsOfOurOwnKernel(
      long ramMib, long plainKb, long outlineKb) {
    assertEquals(0.0, (double) (plainKb - ownKernel(ramMib, 2, Instrumentation.NONE)), 16.0);
    assertEquals(0.0, (double) (outlineKb - ownKernel(ramMib, 2, Instrumentation.OUTLINE)), 16.0);
  }

  /** The same kernels with 1024 MiB and another number of CPUs. */
  @ParameterizedTest
  @CsvSource({"1, 1015384, 855476", "4, 1014892, 854840"})
  void memTotalFollowsCpusAsInRealBoots(int cpus, long plainKb, long outlineKb) {
    assertEquals(0.0, (double) (plainKb - ownKernel(1024, cpus, Instrumentation.NONE)), 16.0);
    assertEquals(0.0, (double) (outlineKb - ownKernel(1024, cpus, Instrumentation.OUTLINE)), 32.0);
  }

  private static long ownKernel(long ramMib, int cpus, Instrumentation instrumentation) {
    String profile = Path.of("..", "docs", "profiles", "linux-6.1-qemu.properties").toString();
    boolean plain = instrumentation == Instrumentation.NONE;
    var plan =
        new BootPlan(
            ramMib,
            cpus,
            profile,
            plain ? LayoutClass.PLAIN : LayoutClass.GENERIC,
            instrumentation,
            true,
            1);
    try (var kernel = BootedMachine.boot(plan, plain ? "floor" : "original")) {
      return kernel.memTotalKb();
    }
  }

  /**
   * The tables of the per-page shadow series, in kB of 1000 (docs/sources.md#posted-figures): both
   * base figures are fitted, the patched ones follow. The posted ones are rounded to 1000.
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
    var plan =
        new BootPlan(
            ramMib, 2, "linux-2017-qemu", LayoutClass.GENERIC, Instrumentation.OUTLINE, false, 1);
    Map<String, String> set =
        scheme.equals("original") ? Map.of("leaves", "2m") : Map.<String, String>of();
    try (var kernel =
        PlacingKernel.boot(
            BootedMachine.profiles(),
            plan,
            BootedMachine.x86(),
            BootedMachine.choice(scheme, set),
            new Wall())) {
      assertEquals(0.0, (double) (memTotalKb - kernel.memTotalKb()), withinKb);
    }
  }

  /** RAM of the machine is what the kernel can hand out, and what it says the rest is used for. */
  @ParameterizedTest
  @CsvSource({
    "512, floor, PLAIN, NONE",
    "1000, original, GENERIC, OUTLINE",
    "3072, page, GENERIC, INLINE",
    "3584, ondemand, GENERIC, OUTLINE",
    "8192, original, GENERIC, INLINE"
  })
  void memTotalAndBreakdownAddUpToRam(
      long ramMib, String scheme, LayoutClass layout, Instrumentation instrumentation) {
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
