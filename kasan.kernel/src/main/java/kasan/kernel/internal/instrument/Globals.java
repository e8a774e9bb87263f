// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.BadInputException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import kasan.kernel.internal.oracle.Redzones;

/**
 * Globals with a redzone behind each, as gcc lays them out: aligned to 32 bytes, rounded up to 32
 * and 32 more. The constructor of their unit has the runtime poison the redzones ({@code
 * __asan_register_globals}). Nothing protects what lies before the first one.
 */
final class Globals {
  private static final long REDZONE_BYTES = 32;

  private final Redzones redzones;
  private final long end;
  private long next;

  /**
   * @param start of the part of the image that they may use
   * @param end first byte behind it
   */
  Globals(Redzones redzones, long start, long end) {
    this.redzones = redzones;
    this.next = (start + REDZONE_BYTES - 1) & -REDZONE_BYTES;
    this.end = end;
  }

  /** Size of a global with its redzone. */
  static long withRedzone(long bytes) {
    return (bytes + REDZONE_BYTES - 1) / REDZONE_BYTES * REDZONE_BYTES + REDZONE_BYTES;
  }

  long register(int cpu, Shadow shadow, String name, long bytes) {
    long whole = withRedzone(bytes);
    if (end - next < whole) {
      throw new BadInputException("the kernel image has no room for global " + name);
    }
    long address = next;
    next += whole;
    redzones.set(address + bytes, whole - bytes, ShadowByte.GLOBAL_REDZONE);
    // as a whole first, then what is accessible: exact for any granule
    shadow.poison(cpu, address, whole, ShadowByte.GLOBAL_REDZONE);
    shadow.unpoison(cpu, address, bytes);
    return address;
  }
}
