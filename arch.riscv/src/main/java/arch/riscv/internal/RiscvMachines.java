// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import java.util.List;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.ProfileText;

/**
 * RISC-V machines: how RAM is laid out, and boots that were measured on them.
 *
 * <p>QEMU's virt has RAM from 2 GiB on, without a hole. OpenSBI lies at its start; the kernel image
 * 2 MiB above.
 */
final class RiscvMachines {
  private static final String MACHINE = "a RISC-V machine";
  private static final long START_MIB = 2048;
  private static final long IMAGE_START_BYTES = 2L << 20;

  private RiscvMachines() {}

  static List<FirmwareMap> maps() {
    return List.of(
        FirmwareMap.of("riscv-virt", RiscvArchitecture.NAME, MACHINE)
            .startMib(START_MIB)
            .imageStartBytes(IMAGE_START_BYTES)
            .build());
  }

  static List<ProfileText> profiles() {
    return List.of(
        ProfileText.beside(
            RiscvMachines.class,
            RiscvArchitecture.NAME,
            "linux-6.12-riscv",
            "a small RISC-V kernel"));
  }
}
