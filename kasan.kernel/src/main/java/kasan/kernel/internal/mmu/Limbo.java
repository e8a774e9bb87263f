// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.memory.FrameUse;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.primitive.LongMap;

/**
 * Frames that are out of the tables and not yet given back, since a CPU may still reach them
 * through its TLB; with what they were used for.
 */
final class Limbo {
  private static final FrameUse[] USES = FrameUse.values();

  private final LongMap uses = new LongMap(16);

  void add(long pfn, FrameUse use) {
    uses.put(pfn, use.ordinal());
  }

  /** Takes a frame out; returns what it was used for. */
  FrameUse remove(long pfn) {
    long use = uses.remove(pfn);
    if (use == LongMap.NONE) {
      throw new IllegalArgumentException("frame " + Long.toHexString(pfn) + " was not unmapped");
    }
    return USES[(int) use];
  }

  void giveAll(FrameLedger ledger) {
    for (long pfn : uses.sortedKeys()) {
      ledger.give(pfn, 1, remove(pfn));
    }
  }
}
