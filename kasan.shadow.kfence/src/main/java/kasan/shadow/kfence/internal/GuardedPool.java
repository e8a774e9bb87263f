// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;

/**
 * The pool: two guard pages, then an object page and a guard page for each slot, all of them frames
 * that are taken at boot. A protected page keeps its frame and has no translation.
 *
 * <pre>
 *   [guard][guard][slot 0][guard][slot 1][guard] ...
 * </pre>
 *
 * <p>Its place among the addresses is the model's; Linux cuts it out of the direct map, which then
 * needs single pages there.
 */
final class GuardedPool {
  private static final int GUARDS_BEFORE = 2;
  private static final int PAGES_PER_SLOT = 2;

  private final ShadowSpace space;
  private final ShadowMemory memory;
  private final boolean broadcast;
  private final int pageShift;
  private final long start;

  /** Frames behind protected pages. */
  private final long[] frames;

  GuardedPool(KernelView view, int slots) {
    this.space = view.space();
    this.memory = view.memory();
    this.broadcast = view.arch().tlb().broadcastInvalidate();
    this.pageShift = view.machine().pageShift();
    this.frames = new long[GUARDS_BEFORE + PAGES_PER_SLOT * slots];
    long bytes = (long) frames.length << pageShift;
    this.start = space.reserve("kfence pool", bytes, Long.highestOneBit(bytes));
    space.populate(
        start, start + bytes, (byte) 0, FrameUse.STATIC, new LeafPolicy(pageShift, false));
    for (int page = 0; page < frames.length; page++) {
      if (page < GUARDS_BEFORE || page % PAGES_PER_SLOT == 1) {
        frames[page] = space.unmap(0, addressOf(page));
      }
    }
  }

  private long addressOf(int page) {
    return start + ((long) page << pageShift);
  }

  private static int pageOf(int slot) {
    return GUARDS_BEFORE + PAGES_PER_SLOT * slot;
  }

  /** Address of the object page of a slot. */
  long slotAddress(int slot) {
    return addressOf(pageOf(slot));
  }

  /** From now on an access to the slot's object page faults, on a CPU that has to look it up. */
  void protect(int cpu, int slot) {
    int page = pageOf(slot);
    frames[page] = space.unmap(cpu, addressOf(page));
    flush(cpu, page);
  }

  /**
   * Makes the slot's object page accessible again.
   *
   * @return false when it could not be
   */
  boolean unprotect(int cpu, int slot) {
    int page = pageOf(slot);
    space.release(frames[page]);
    if (!space.map(cpu, addressOf(page), (byte) 0, FrameUse.STATIC)) {
      return false;
    }
    space.announceMapping(addressOf(page), addressOf(page + 1));
    flush(cpu, page);
    return true;
  }

  /** x86 flushes the executing CPU only, so as not to need interrupts; arm64 all of them. */
  private void flush(int cpu, int page) {
    if (broadcast) {
      space.flushGlobal(cpu, addressOf(page), addressOf(page + 1));
    } else {
      space.flushLocal(cpu, FlushReason.MAP);
    }
  }

  /** Whether an access to one byte of the pool faults on this CPU. */
  boolean faults(int cpu, long address) {
    try {
      memory.load(cpu, address);
      return false;
    } catch (ShadowFaultException fault) {
      return true;
    }
  }
}
