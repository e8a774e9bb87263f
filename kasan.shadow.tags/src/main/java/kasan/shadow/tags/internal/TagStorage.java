// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowMemory;

/**
 * The tag storage of MTE: four bits for each granule of RAM, two granules to a byte, the lower one
 * in the lower half. Hardware compares them, so looking at them is not counted; writing them is.
 *
 * <p>It is a carve-out that hardware reaches by itself. Here it stands in a window of addresses, so
 * its page tables are the model's and not the design's.
 */
final class TagStorage implements TagMemory {
  private static final int BYTE_SHIFT = Tags.GRANULE_SHIFT + 1;
  private static final int HALF = 4;
  private static final int HALF_MASK = 15;

  /** Tags have 0xF in the half that memory does not store. */
  private static final int UPPER = 0xF0;

  private static final byte ALL_INVALID = (byte) 0xEE;

  private final ShadowMemory memory;
  private final Machine machine;
  private final long base;

  TagStorage(KernelView view) {
    this.memory = view.memory();
    this.machine = view.machine();
    long bytes = machine.frames() << machine.pageShift() >>> BYTE_SHIFT;
    this.base = view.space().reserve("tag storage", bytes, machine.pageBytes());
    for (PfnRange range : machine.ram()) {
      view.space()
          .populate(
              byteOf(machine.addressOf(range.first())),
              byteOf(machine.addressOf(range.end())),
              ALL_INVALID,
              FrameUse.STATIC,
              new LeafPolicy(machine.pageShift(), false));
    }
  }

  private long byteOf(long address) {
    return base + ((address - machine.directMapBase()) >>> BYTE_SHIFT);
  }

  private static boolean upperHalf(long address) {
    return (address >>> Tags.GRANULE_SHIFT & 1) != 0;
  }

  @Override
  public void set(int cpu, long address, long size, int tag) {
    if (size <= 0) {
      return;
    }
    int half = tag & HALF_MASK;
    long first = address;
    long end = address + Tags.roundUp(size);
    if (upperHalf(first)) {
      long at = byteOf(first);
      memory.store(cpu, at, (byte) (memory.peek(at) & HALF_MASK | half << HALF));
      first += 1L << Tags.GRANULE_SHIFT;
    }
    if (first < end && upperHalf(end)) {
      end -= 1L << Tags.GRANULE_SHIFT;
      long at = byteOf(end);
      memory.store(cpu, at, (byte) (memory.peek(at) & ~HALF_MASK | half));
    }
    if (first < end) {
      memory.fill(cpu, byteOf(first), (end - first) >>> BYTE_SHIFT, (byte) (half << HALF | half));
    }
  }

  @Override
  public boolean matches(int cpu, long address, long size, int tag) {
    long granule = 1L << Tags.GRANULE_SHIFT;
    for (long at = address & -granule; at < address + size; at += granule) {
      if (peek(at) != (tag | UPPER)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int load(int cpu, long address) {
    return peek(address);
  }

  @Override
  public int peek(long address) {
    long pfn = machine.pfnOf(address);
    int both = pfn >= machine.frames() ? -1 : memory.peek(byteOf(address));
    if (both == -1) {
      return -1;
    }
    return UPPER | (upperHalf(address) ? both >> HALF : both & HALF_MASK);
  }
}
