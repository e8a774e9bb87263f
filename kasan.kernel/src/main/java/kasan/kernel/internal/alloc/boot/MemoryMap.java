// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.PfnRange;

/**
 * The rule by which firmware lays RAM out. On a PC: below the hole for devices as much as fits, the
 * rest from 4 GiB upwards; the first page, the space from the BIOS data area to 1 MiB and the
 * firmware's tables at the top of low RAM are no RAM for the kernel.
 *
 * <p>QEMU's q35 splits earlier than the hole demands: RAM below 2.75 GiB stays in one piece, more
 * than that is cut at 2 GiB.
 *
 * <p>On QEMU's arm64 machine RAM is one piece that starts above the devices. Page frames of the
 * model count from there, as the kernel's linear map does (memstart_addr).
 *
 * @param startMib where RAM starts; 0 on a PC
 * @param splitFromMib RAM of this size or more is split
 * @param lowMib what stays low when it is split
 * @param firmwareKb what the firmware keeps at the top of low RAM
 */
public record MemoryMap(long startMib, long splitFromMib, long lowMib, long firmwareKb) {

  /** QEMU q35 with SeaBIOS. */
  public static final MemoryMap Q35 = new MemoryMap(0, 2816, 2048, 152);

  /** QEMU pc (i440FX) with SeaBIOS. */
  public static final MemoryMap PC = new MemoryMap(0, 3584, 3072, 128);

  /** RAM up to a hole below 4 GiB of one GiB: Firecracker, many real machines. */
  public static final MemoryMap HOLE_AT_3G = new MemoryMap(0, 3072, 3072, 0);

  /** QEMU virt, arm64: RAM from 1 GiB on, without a hole. */
  public static final MemoryMap VIRT = new MemoryMap(1024, 3072, 3072, 0);

  private static final long HIGH_START_BYTES = 1L << 32;
  private static final long BIOS_DATA_START_BYTES = 0x9fc00;
  private static final long LOW_MEMORY_BYTES = 1L << 20;

  /** Refuses a rule that would leave a hole of negative size. */
  public MemoryMap {
    if (lowMib > splitFromMib || lowMib > HIGH_START_BYTES >> 20 || lowMib < 16 || firmwareKb < 0) {
      throw new IllegalArgumentException("memory map: " + lowMib + " of " + splitFromMib);
    }
  }

  /** Whether this is a PC, with the first MiB and firmware of one. */
  public boolean isPc() {
    return startMib == 0;
  }

  /** Whether RAM of this size reaches above 4 GiB. */
  public boolean reachesAbove4Gib(long ramBytes) {
    return ramBytes >= splitFromMib << 20 && ramBytes > lowMib << 20;
  }

  /** Bytes of RAM, from its start, that devices with 32 bits of address reach. */
  public long dma32Bytes() {
    return HIGH_START_BYTES - (startMib << 20);
  }

  /** Where the first piece of RAM ends, in bytes from the start of RAM. */
  public long lowEndBytes(long ramBytes) {
    return isPc() && reachesAbove4Gib(ramBytes) ? lowMib << 20 : ramBytes;
  }

  /** What the kernel sees as "System RAM", in whole pages, ascending. */
  public List<PfnRange> systemRam(long ramBytes, int pageShift) {
    long lowBytes = lowEndBytes(ramBytes);
    if (!isPc()) {
      return List.of(new PfnRange(0, (lowBytes - (firmwareKb << 10)) >> pageShift));
    }
    boolean split = lowBytes < ramBytes;
    var ram = new ArrayList<PfnRange>();
    ram.add(new PfnRange(1, BIOS_DATA_START_BYTES >> pageShift));
    ram.add(
        new PfnRange(LOW_MEMORY_BYTES >> pageShift, (lowBytes - (firmwareKb << 10)) >> pageShift));
    if (split) {
      long start = HIGH_START_BYTES >> pageShift;
      ram.add(new PfnRange(start, start + ((ramBytes - lowBytes) >> pageShift)));
    }
    return ram;
  }
}
