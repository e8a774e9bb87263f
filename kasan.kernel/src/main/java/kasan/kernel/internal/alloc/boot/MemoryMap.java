// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.FirmwareMap.FirstMib;
import kasan.api.memory.PfnRange;

/**
 * RAM as firmware lays it out.
 *
 * @param rule by which it does
 * @param firmwareKb what the firmware of this machine keeps at the top of low RAM
 */
public record MemoryMap(FirmwareMap rule, long firmwareKb) {
  private static final long HIGH_START_BYTES = 1L << 32;
  private static final long FIRST_MIB_BYTES = 1L << 20;

  /** The firmware keeps what it usually does. */
  public MemoryMap(FirmwareMap rule) {
    this(rule, rule.firmwareKb());
  }

  /** Bytes of the first MiB, where the kernel keeps that. */
  long firstMibBytes() {
    return rule.firstMib() == null ? 0 : FIRST_MIB_BYTES;
  }

  /** Whether RAM of this size reaches above 4 GiB. */
  public boolean reachesAbove4Gib(long ramBytes) {
    return ramBytes >= rule.splitFromMib() << 20 && ramBytes > rule.lowMib() << 20;
  }

  /** Bytes of RAM, from its start, that devices with 32 bits of address reach. */
  public long dma32Bytes() {
    return HIGH_START_BYTES - (rule.startMib() << 20);
  }

  /** Where the first piece of RAM ends, in bytes from the start of RAM. */
  public long lowEndBytes(long ramBytes) {
    return rule.splits() && reachesAbove4Gib(ramBytes) ? rule.lowMib() << 20 : ramBytes;
  }

  /** What the kernel sees as "System RAM", in whole pages, ascending. */
  public List<PfnRange> systemRam(long ramBytes, int pageShift) {
    long lowBytes = lowEndBytes(ramBytes);
    var ram = new ArrayList<PfnRange>();
    FirstMib first = rule.firstMib();
    if (first != null) {
      long page = 1L << pageShift;
      ram.add(
          new PfnRange((first.ramStart() + page - 1) >> pageShift, first.ramEnd() >> pageShift));
    }
    ram.add(
        new PfnRange(firstMibBytes() >> pageShift, (lowBytes - (firmwareKb << 10)) >> pageShift));
    if (lowBytes < ramBytes) {
      long start = HIGH_START_BYTES >> pageShift;
      ram.add(new PfnRange(start, start + ((ramBytes - lowBytes) >> pageShift)));
    }
    return ram;
  }
}
