// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

import java.util.List;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.FirmwareMap.FirstMib;
import kasan.api.arch.ProfileText;

/**
 * PCs: how their firmware lays RAM out, and boots that were measured on them.
 *
 * <p>Below the hole for devices lies as much RAM as fits, the rest from 4 GiB upwards. The first
 * page, the space from the BIOS data area to 1 MiB and the firmware's tables at the top of low RAM
 * are no RAM for the kernel, which lies at 16 MiB. QEMU's q35 splits earlier than the hole demands:
 * RAM below 2.75 GiB stays in one piece, more than that is cut at 2 GiB.
 */
final class X86Machines {
  private static final String ARCH = "x86";
  private static final String PC = "a PC";

  /** CONFIG_PHYSICAL_START. */
  private static final long IMAGE_START_BYTES = 16L << 20;

  /** RAM from the second page to the BIOS data area. */
  private static final FirstMib FIRST_MIB = new FirstMib(0x1000, 0x9fc00);

  private X86Machines() {}

  static List<FirmwareMap> maps() {
    return List.of(
        map("q35", 2816, 2048, 152), // QEMU with SeaBIOS
        map("pc", 3584, 3072, 128), // QEMU's i440FX with SeaBIOS
        map("hole-at-3g", 3072, 3072, 0)); // Firecracker, many real machines
  }

  private static FirmwareMap map(String name, long splitFromMib, long lowMib, long firmwareKb) {
    return FirmwareMap.of(name, ARCH, PC)
        .hole(splitFromMib, lowMib)
        .firmwareKb(firmwareKb)
        .imageStartBytes(IMAGE_START_BYTES)
        .firstMib(FIRST_MIB)
        .build();
  }

  static List<ProfileText> profiles() {
    return List.of(
        profile("linux-6.12-qemu", "a small x86-64 kernel"),
        profile("linux-2017-qemu", "the x86-64 kernel of the per-page shadow series"));
  }

  private static ProfileText profile(String name, String kernel) {
    return ProfileText.beside(X86Machines.class, ARCH, name, kernel);
  }
}
