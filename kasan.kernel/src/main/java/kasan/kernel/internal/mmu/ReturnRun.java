// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.memory.FrameUse;
import kasan.kernel.internal.frames.FrameLedger;

/**
 * Frames on their way back: runs of one length that lie side by side, whether they come up or down
 * (boot memory is taken from the top), go back in one go.
 */
final class ReturnRun {
  private final FrameLedger ledger;
  private long first;
  private long frames;
  private int count;
  private FrameUse use = FrameUse.STATIC;

  ReturnRun(FrameLedger ledger) {
    this.ledger = ledger;
  }

  /** Takes a run; it is given back by the next {@link #flush} at the latest. */
  void add(long pfn, long length, FrameUse of) {
    if (count > 0 && length == frames && of == use) {
      if (pfn == first + count * frames) {
        count++;
        return;
      }
      if (pfn + frames == first) {
        first = pfn;
        count++;
        return;
      }
    }
    flush();
    first = pfn;
    frames = length;
    use = of;
    count = 1;
  }

  /** Gives back what it has. */
  void flush() {
    if (count > 0) {
      ledger.giveEach(first, frames, count, use);
      count = 0;
    }
  }
}
