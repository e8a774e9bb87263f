// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.arch.RegionKind;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowMemory;

/**
 * One byte of shadow a granule at {@code (address >> scale) + offset}: the operations of Linux's
 * mm/kasan/shadow.c and the check of mm/kasan/generic.c (6.12) on it.
 *
 * <p>A shadow byte of 0 makes its granule accessible, 1 to granule - 1 its first so many bytes,
 * anything else is poison. Ranges to poison start at a granule; a range to unpoison starts at one
 * and ends anywhere.
 */
public final class ByteShadow {
  private final ShadowMemory memory;
  private final int scale;
  private final long offset;
  private final long mask;
  private final long lowest;

  /**
   * @param scale log2 of the granule in bytes
   * @param offset shadow address of address 0
   */
  public ByteShadow(KernelView view, int scale, long offset) {
    this.memory = view.memory();
    this.scale = scale;
    this.offset = offset;
    this.mask = (1L << scale) - 1;
    long shadowStart = view.arch().layout().region(RegionKind.SHADOW).start();
    this.lowest = view.arch().layout().memoryOf(shadowStart);
  }

  /** Address of the shadow byte of {@code address}. */
  public long shadowOf(long address) {
    return (address >>> scale) + offset;
  }

  /** Shadow address behind the last shadow byte of a range that ends before {@code end}. */
  public long shadowEnd(long end) {
    return ((end - 1) >>> scale) + offset + 1;
  }

  /** Rounds a size up to whole granules. */
  public long roundUp(long bytes) {
    return (bytes + mask) & ~mask;
  }

  /** Poisons whole granules. */
  public void poison(int cpu, long address, long bytes, byte code) {
    if (bytes > 0) {
      memory.fill(cpu, shadowOf(address), roundUp(bytes) >>> scale, code);
    }
  }

  /** Poisons ranges of whole granules, one behind the other; counted one by one. */
  public void poisonEach(int cpu, long address, long bytes, long times, byte code) {
    memory.fillEach(cpu, shadowOf(address), roundUp(bytes) >>> scale, times, code);
  }

  /** Makes a range accessible; what follows it in its last granule is not. */
  public void unpoison(int cpu, long address, long bytes) {
    poison(cpu, address, bytes, (byte) 0);
    poisonLastGranule(cpu, address, bytes);
  }

  /** Poisons what follows a range in its last granule, if anything does. */
  public void poisonLastGranule(int cpu, long address, long bytes) {
    long rest = bytes & mask;
    if (rest != 0) {
      memory.store(cpu, shadowOf(address + bytes), (byte) rest);
    }
  }

  /**
   * Poisons a range that may begin in the middle of a granule, whose first bytes stay as they are.
   */
  public void redzone(int cpu, long address, long bytes, byte code) {
    long granule = roundUp(address);
    poisonLastGranule(cpu, address & ~mask, address & mask);
    poison(cpu, granule, address + bytes - granule, code);
  }

  /** Whether the byte at {@code address} is accessible (byte_is_accessible). */
  public boolean byteAccessible(int cpu, long address) {
    byte value = memory.load(cpu, shadowOf(address));
    return value >= 0 && value <= mask;
  }

  /** Whether {@code bytes} bytes from {@code address} may be a range at all. */
  public boolean inShadowedSpace(long address, long bytes) {
    return Long.compareUnsigned(address + bytes, address) >= 0
        && Long.compareUnsigned(address, lowest) >= 0;
  }

  /**
   * The check of the runtime, for ranges that {@link #inShadowedSpace}: constant sizes look at the
   * granules of the first and last byte, other sizes at every granule.
   */
  public boolean accessible(int cpu, long address, long bytes) {
    if (bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8) {
      return fewGranules(cpu, address, bytes);
    }
    if (bytes == 16) {
      return scale > 3 ? fewGranules(cpu, address, bytes) : sixteen(cpu, address);
    }
    return bytes == 0 || anyGranules(cpu, address, bytes);
  }

  private boolean fewGranules(int cpu, long address, long bytes) {
    long last = address + bytes - 1;
    if ((last & mask) < bytes - 1 && memory.load(cpu, shadowOf(address)) != 0) {
      return false;
    }
    return lastByteAccessible(cpu, last);
  }

  private boolean sixteen(int cpu, long address) {
    long shadow = shadowOf(address);
    if (memory.load(cpu, shadow) != 0 || memory.load(cpu, shadow + 1) != 0) {
      return false;
    }
    return (address & mask) == 0 || lastByteAccessible(cpu, address + 15);
  }

  private boolean anyGranules(int cpu, long address, long bytes) {
    long last = address + bytes - 1;
    long first = shadowOf(address);
    long lastShadow = shadowOf(last);
    long bad = memory.firstNonZero(cpu, first, lastShadow - first + 1);
    return bad == -1 || (bad == lastShadow && lastByteAccessible(cpu, last));
  }

  private boolean lastByteAccessible(int cpu, long address) {
    byte value = memory.load(cpu, shadowOf(address));
    return value == 0 || (address & mask) < value;
  }

  /** The shadow byte as it stands, 0 to 255, uncounted; -1 where nothing is mapped. */
  public int peek(long address) {
    return memory.peek(shadowOf(address));
  }
}
