// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.kernel.internal.frames.FrameChunk;
import kasan.kernel.internal.frames.FrameMemory;

/**
 * The pages that one CPU read last, each with the frame that it found there: read again without a
 * look at a TLB, as long as nothing has changed in the TLB and in the frames. A short way, not a
 * part of the model: what is read this way is what the TLB would have led to.
 */
public final class RecentPages {
  /** No byte is this. */
  public static final int NOT_HERE = 1 << Byte.SIZE;

  private static final int SLOTS = 256;

  private final Tlb tlb;
  private final FrameMemory memory;
  private final int pageShift;
  private final int offsetMask;
  private long last = -1;
  private final Recent[] slots = new Recent[SLOTS];

  /** A page that was read. */
  private static final class Recent {
    long page = -1; // the last of the address space is none
    int changes;
    int frame;
    FrameChunk chunk;

    Recent(FrameChunk chunk) {
      this.chunk = chunk;
    }
  }

  RecentPages(Tlb tlb, FrameMemory memory, int pageShift) {
    this.tlb = tlb;
    this.memory = memory;
    this.pageShift = pageShift;
    this.offsetMask = (1 << pageShift) - 1;
    for (int slot = 0; slot < SLOTS; slot++) {
      slots[slot] = new Recent(memory.zeroes());
    }
  }

  /**
   * Loads the byte at a virtual address.
   *
   * @return the byte; {@link #NOT_HERE} when that takes a look at the TLB
   */
  public int load(long address) {
    long page = address >>> pageShift;
    Recent recent = slots[(int) page & SLOTS - 1];
    return recent.page == page && recent.changes == tlb.changes() + memory.changes()
        ? recent.chunk.load(recent.frame, (int) address & offsetMask)
        : NOT_HERE;
  }

  /** A virtual address was found to be at a physical one; what is found twice is kept. */
  public void note(long address, long physical) {
    long page = address >>> pageShift;
    if (page != last) {
      last = page;
      return;
    }
    Recent recent = slots[(int) page & SLOTS - 1];
    recent.page = page;
    recent.changes = tlb.changes() + memory.changes();
    recent.frame = FrameChunk.indexOf(physical >>> pageShift);
    recent.chunk = memory.chunkAt(physical);
  }
}
