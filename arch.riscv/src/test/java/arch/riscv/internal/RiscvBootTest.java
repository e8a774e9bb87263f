// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import arch.x86.internal.X86Architecture;
import java.util.List;
import kasan.kernel.internal.alloc.boot.BootMemory;
import kasan.kernel.internal.alloc.boot.BootProfile;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.alloc.boot.Instrumentation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linux 6.12.117 on QEMU 7.2, as the profile tells; calibrated at 1 GiB and 2 CPUs alone. */
class RiscvBootTest {
  private static final int PAGE_SHIFT = 12;
  private static final int LEAF_SHIFT = 21;

  private static long memTotalKb(long ramMib, int cpus) {
    // its own images with KASAN are not known, those of the other are what they are scaled from
    var known = new BootProfiles(List.of(new RiscvArchitecture(), new X86Architecture()));
    BootProfile profile = known.builtIn("linux-6.12-riscv", PAGE_SHIFT, LEAF_SHIFT);
    return new BootMemory(profile, Instrumentation.NONE, ramMib << 20, cpus, PAGE_SHIFT, LEAF_SHIFT)
        .freeKb();
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1, 1009852",
    "1024, 2, 1009760",
    "1024, 4, 1009580",
    "2048, 2, 2042464",
    "3072, 2, 3007328",
    "4096, 2, 4041568",
    "6144, 2, 6103900",
    "8192, 2, 8172384"
  })
  void memTotalIsThatOfRealBoots(long ramMib, int cpus, long memTotalKb) {
    assertEquals(0.0, (double) (memTotalKb - memTotalKb(ramMib, cpus)), 16.0);
  }

  /** The kernel spends 8 bytes a page less where there is less than 1 GiB: it is not modelled. */
  @ParameterizedTest
  @CsvSource({"256, 234716", "512, 492380", "768, 749660"})
  void memTotalBelowOneGibIsThatOfRealBootsButForAQuarterPercent(long ramMib, long memTotalKb) {
    assertEquals((double) memTotalKb, (double) memTotalKb(ramMib, 2), 0.0025 * memTotalKb);
  }
}
