// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/**
 * A region of the kernel's address space.
 *
 * @param name as the kernel's documentation calls it
 * @param kind what it is for
 * @param start first address
 * @param last last address (inclusive: the top of the address space has no address after it)
 * @param shadow how the original generic KASAN shadows it, in a word: real, zero, on-demand, none
 */
public record Region(String name, RegionKind kind, long start, long last, String shadow) {
  /** Refuses a reversed region. */
  public Region {
    if (Long.compareUnsigned(start, last) > 0) {
      throw new IllegalArgumentException("region " + name);
    }
  }

  /** Whether {@code address} lies in it. */
  public boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, last) <= 0;
  }
}
