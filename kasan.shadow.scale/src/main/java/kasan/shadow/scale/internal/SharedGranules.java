// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import kasan.api.scheme.ShadowMemory;
import kasan.generic.ContiguousShadow;

/**
 * Writes shadow of ranges that begin or end inside a granule, where the rest of that granule may
 * belong to another object. Memory that may be accessed is never poisoned; what one shadow byte
 * cannot say stays accessible.
 *
 * <p>A shadow byte says that the first so many bytes of its granule are accessible: its
 * <i>extent</i>. To allow a range widens extents, to forbid it narrows an extent only if nothing
 * accessible can lie behind the range. Granules that lie in the range as a whole are written as
 * ever. A kernel that is laid out for the granule never comes here, so the looks at old shadow
 * bytes are not counted.
 */
final class SharedGranules {
  private final ContiguousShadow bytes;
  private final ShadowMemory memory;
  private final long granule;
  private final long mask;

  SharedGranules(ContiguousShadow bytes, ShadowMemory memory, int scale) {
    this.bytes = bytes;
    this.memory = memory;
    this.granule = 1L << scale;
    this.mask = granule - 1;
  }

  /** Makes a range accessible. */
  void allow(int cpu, long address, long size) {
    long end = address + size;
    long whole = (address + mask) & ~mask;
    long wholeEnd = end & ~mask;
    if (whole > wholeEnd) {
      widen(cpu, wholeEnd, end - wholeEnd);
      return;
    }
    if (address < whole) {
      widen(cpu, whole - granule, granule);
    }
    bytes.poison(cpu, whole, wholeEnd - whole, (byte) 0);
    if (wholeEnd < end) {
      widen(cpu, wholeEnd, end - wholeEnd);
    }
  }

  /** Forbids a range as far as shadow can say it. */
  void forbid(int cpu, long address, long size, byte code) {
    long end = address + size;
    long whole = (address + mask) & ~mask;
    long wholeEnd = end & ~mask;
    if (whole > wholeEnd) {
      narrow(cpu, wholeEnd, address - wholeEnd, end - wholeEnd, code);
      return;
    }
    if (address < whole) {
      narrow(cpu, whole - granule, address - whole + granule, granule, code);
    }
    bytes.poison(cpu, whole, wholeEnd - whole, code);
    if (wholeEnd < end) {
      narrow(cpu, wholeEnd, 0, end - wholeEnd, code);
    }
  }

  private void widen(int cpu, long start, long extent) {
    if (extent > extentAt(start)) {
      memory.store(cpu, bytes.shadowOf(start), extent == granule ? 0 : (byte) extent);
    }
  }

  /** Takes bytes {@code from} to {@code to} of a granule away. */
  private void narrow(int cpu, long start, long from, long to, byte code) {
    long extent = extentAt(start);
    if (extent <= to && (from == 0 || extent > from)) {
      memory.store(cpu, bytes.shadowOf(start), from == 0 ? code : (byte) from);
    }
  }

  /** How many first bytes of a granule are accessible. */
  private long extentAt(long start) {
    byte value = (byte) bytes.peek(start);
    return value == 0 ? granule : Math.max(0, value);
  }
}
