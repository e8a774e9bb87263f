// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;

/**
 * Shadow at {@code (address >> scale) + offset}, with the check of Linux's mm/kasan/generic.c
 * (6.12). The address space has room for all of it; a scheme maps what it needs there.
 */
public final class ContiguousShadow extends ByteShadow {
  private final ShadowSpace space;
  private final LeafPolicy pageByPage;
  private final long offset;

  /**
   * @param scale log2 of the granule in bytes
   * @param offset shadow address of address 0
   */
  public ContiguousShadow(KernelView view, int scale, long offset) {
    super(view, scale);
    this.space = view.space();
    this.pageByPage = new LeafPolicy(view.machine().pageShift(), false);
    this.offset = offset;
  }

  /** Address of the shadow byte of {@code address}. */
  public long shadowOf(long address) {
    return (address >>> scale) + offset;
  }

  /** Shadow address behind the last shadow byte of a range that ends before {@code end}. */
  public long shadowEnd(long end) {
    return ((end - 1) >>> scale) + offset + 1;
  }

  /**
   * Maps shadow of its own under a range of memory, to stay: page by page for stacks, in these
   * leaves otherwise.
   *
   * @param value of each byte
   */
  public void populate(long address, long size, byte value, FrameUse use, LeafPolicy leaves) {
    space.populate(
        shadowOf(address),
        shadowEnd(address + size),
        value,
        use,
        use == FrameUse.STACK ? pageByPage : leaves);
  }

  /** Maps a shared page under all RAM, in private tables: each page can be replaced by its own. */
  public void shareRam(Machine machine, SharedPage page) {
    for (PfnRange range : machine.ram()) {
      space.populateShared(
          shadowOf(machine.addressOf(range.first())),
          shadowEnd(machine.addressOf(range.end())),
          page,
          true);
    }
  }

  @Override
  protected void fill(int cpu, long address, long bytes, byte code) {
    memory.fill(cpu, shadowOf(address), bytes >>> scale, code);
  }

  @Override
  protected void store(int cpu, long address, byte value) {
    memory.store(cpu, shadowOf(address), value);
  }

  /** Poisons ranges of whole granules, one behind the other; counted one by one. */
  public void poisonEach(int cpu, long address, long bytes, long times, byte code) {
    memory.fillEach(cpu, shadowOf(address), roundUp(bytes) >>> scale, times, code);
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    return firstAccessible(memory.load(cpu, shadowOf(address)));
  }

  /**
   * Constant sizes look at the granules of the first and last byte, other sizes at every granule.
   */
  @Override
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

  @Override
  public int peek(long address) {
    return memory.peek(shadowOf(address));
  }
}
