// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.arch.AddressLayout;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.ViewRevokedException;
import kasan.kernel.internal.view.CodeMemory;

/**
 * The contiguous shadow as a compiler sees it: a scale and an offset that it was given.
 *
 * <p>The end of the shadow is the same for every scale, so that a larger granule has a higher
 * offset (KASAN_SHADOW_END and KASAN_SHADOW_OFFSET of Linux 6.12, where the tag-based mode has 16).
 *
 * <p>Where the shadow was set aside, its view is revoked: there is nothing to look at any more, and
 * every access passes.
 */
final class ShadowWindow {
  private final CodeMemory memory;
  private final Region region;
  private final int scale;
  private final long offset;
  private final long mask;

  /**
   * @param granuleBytes bytes that one shadow byte describes, a power of two
   */
  ShadowWindow(CodeMemory memory, AddressLayout layout, int granuleBytes) {
    this.memory = memory;
    this.region = layout.region(RegionKind.SHADOW);
    this.scale = Integer.numberOfTrailingZeros(granuleBytes);
    this.mask = granuleBytes - 1L;
    this.offset = layout.shadowOffset(scale);
  }

  /** Bytes that one shadow byte describes. */
  long granule() {
    return mask + 1;
  }

  /** How many granules so many bytes fill. */
  long granules(long bytes) {
    return bytes >>> scale;
  }

  /** Offset of an address in its granule. */
  long inGranule(long address) {
    return address & mask;
  }

  /** Address of the shadow byte of an address. */
  long shadowOf(long address) {
    return (address >>> scale) + offset;
  }

  /**
   * Whether the shadow byte of an address is 0 and can be told at once; then it counts as loaded.
   */
  boolean isZeroAtOnce(int cpu, long address) {
    return memory.isZeroAtOnce(cpu, shadowOf(address));
  }

  /**
   * Loads the shadow byte of an address.
   *
   * @throws ShadowFaultException where there is none
   */
  byte load(int cpu, long address) {
    long shadow = checked(shadowOf(address));
    try {
      return memory.load(cpu, shadow);
    } catch (ViewRevokedException e) {
      return 0;
    }
  }

  /**
   * Whether one of the shadow bytes of consecutive granules is not 0; one load of several bytes.
   *
   * @throws ShadowFaultException where there is none
   */
  boolean anyNonZero(int cpu, long address, long granules) {
    long shadow = checked(shadowOf(address));
    try {
      return memory.firstNonZero(cpu, shadow, granules) != -1;
    } catch (ViewRevokedException e) {
      return false;
    }
  }

  /** Stores to the shadow byte of an address. */
  void store(int cpu, long address, byte value) {
    try {
      memory.store(cpu, shadowOf(address), value);
    } catch (ViewRevokedException e) {
      // nobody would see it
    }
  }

  /** Stores one value to the shadow bytes of consecutive granules; one store. */
  void fill(int cpu, long address, long granules, byte value) {
    try {
      memory.fill(cpu, shadowOf(address), granules, value);
    } catch (ViewRevokedException e) {
      // nobody would see it
    }
  }

  private long checked(long shadow) {
    if (!region.contains(shadow)) {
      throw new ShadowFaultException("no shadow at " + Long.toHexString(shadow));
    }
    return shadow;
  }
}
