// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

/**
 * How many frames the machine has free at this moment, as its kernel counts them: MemFree, moved by
 * page events. One counter, written by the kernel, read by the ledger of each shadow.
 */
public final class MachineFree {
  /** Not known; nothing can be said about overcommitment. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  private long frames;

  /** With fewer free frames than this a ledger has something to note. */
  private long tightBelow;

  /**
   * @param frames free now, or {@link #UNKNOWN}
   */
  public MachineFree(long frames) {
    this.frames = frames;
  }

  /** Free frames now. */
  public long frames() {
    return frames;
  }

  /** Whether a ledger may have something to note, see {@link FrameLedger#freeChanged}. */
  public boolean tight() {
    return frames < tightBelow;
  }

  /** Asks to be told when fewer frames than these are free. */
  void tellBelow(long level) {
    tightBelow = Math.max(tightBelow, level);
  }

  /** Forgets who asked to be told, before all are told and ask again. */
  public void tellNobody() {
    tightBelow = 0;
  }

  /** Moves the count. */
  public void add(long delta) {
    if (frames != UNKNOWN) {
      frames += delta;
    }
  }
}
