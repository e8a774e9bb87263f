// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.arch.RegionKind;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.ShadowMemory;

/**
 * One byte of shadow a granule, wherever it stands: the operations of Linux's mm/kasan/shadow.c
 * (6.12) on it. A subclass says where the byte of an address is, and how a range is checked; {@link
 * ContiguousShadow} is the one that Linux has.
 *
 * <p>A shadow byte of 0 makes its granule accessible, 1 to granule - 1 its first so many bytes,
 * anything else is poison. Ranges to poison start at a granule; a range to unpoison starts at one
 * and ends anywhere.
 */
public abstract class ByteShadow {
  /** Where the bytes are loaded and stored. */
  protected final ShadowMemory memory;

  /** log2 of the granule in bytes. */
  protected final int scale;

  /** The granule in bytes, less one. */
  protected final long mask;

  private final long lowest;

  /**
   * @param scale log2 of the granule in bytes
   */
  protected ByteShadow(KernelView view, int scale) {
    this.memory = view.memory();
    this.scale = scale;
    this.mask = (1L << scale) - 1;
    var layout = view.arch().layout();
    this.lowest = layout.memoryOf(layout.region(RegionKind.SHADOW).start());
  }

  /** Writes the bytes of whole granules, where there are any to write. */
  protected abstract void fill(int cpu, long address, long bytes, byte code);

  /** Writes the byte of one granule, where there is one to write. */
  protected abstract void store(int cpu, long address, byte value);

  /** The check of the runtime, for ranges that are {@link #inShadowedSpace}. */
  public abstract boolean accessible(int cpu, long address, long bytes);

  /** Whether the byte at {@code address} is accessible (byte_is_accessible). */
  public abstract boolean byteAccessible(int cpu, long address);

  /** The shadow byte as it stands, 0 to 255, uncounted; -1 where nothing is mapped. */
  public abstract int peek(long address);

  /** Whether a shadow byte makes the first byte of its granule accessible. */
  protected final boolean firstAccessible(byte value) {
    return value >= 0 && value <= mask;
  }

  /** Rounds a size up to whole granules. */
  public final long roundUp(long bytes) {
    return (bytes + mask) & ~mask;
  }

  /** Poisons whole granules. */
  public final void poison(int cpu, long address, long bytes, byte code) {
    if (bytes > 0) {
      fill(cpu, address, roundUp(bytes), code);
    }
  }

  /** Makes a range accessible; what follows it in its last granule is not. */
  public final void unpoison(int cpu, long address, long bytes) {
    poison(cpu, address, bytes, (byte) 0);
    poisonLastGranule(cpu, address, bytes);
  }

  /** Poisons what follows a range in its last granule, if anything does. */
  public final void poisonLastGranule(int cpu, long address, long bytes) {
    long rest = bytes & mask;
    if (rest != 0) {
      store(cpu, address + bytes, (byte) rest);
    }
  }

  /**
   * Poisons a range that may begin in the middle of a granule, whose first bytes stay as they are.
   */
  public final void redzone(int cpu, long address, long bytes, byte code) {
    long granule = roundUp(address);
    poisonLastGranule(cpu, address & ~mask, address & mask);
    poison(cpu, granule, address + bytes - granule, code);
  }

  /** Whether {@code bytes} bytes from {@code address} may be a range at all. */
  public final boolean inShadowedSpace(long address, long bytes) {
    return Long.compareUnsigned(address + bytes, address) >= 0
        && Long.compareUnsigned(address, lowest) >= 0;
  }
}
