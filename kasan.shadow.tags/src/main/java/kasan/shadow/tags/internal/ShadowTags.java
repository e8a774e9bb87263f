// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.scheme.ShadowMemory;
import kasan.generic.ContiguousShadow;

/** A byte of shadow for each granule. */
final class ShadowTags implements TagMemory {
  private final ContiguousShadow bytes;
  private final ShadowMemory memory;

  ShadowTags(ContiguousShadow bytes, ShadowMemory memory) {
    this.bytes = bytes;
    this.memory = memory;
  }

  @Override
  public void set(int cpu, long address, long size, int tag) {
    bytes.poison(cpu, address, size, (byte) tag);
  }

  /** Byte by byte, as kasan_check_range does. */
  @Override
  public boolean matches(int cpu, long address, long size, int tag) {
    long last = bytes.shadowOf(address + size - 1);
    for (long at = bytes.shadowOf(address); at <= last; at++) {
      if ((memory.load(cpu, at) & 0xFF) != tag) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int load(int cpu, long address) {
    return memory.load(cpu, bytes.shadowOf(address)) & 0xFF;
  }

  @Override
  public int peek(long address) {
    return bytes.peek(address);
  }
}
