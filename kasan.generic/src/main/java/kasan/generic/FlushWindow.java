// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

/**
 * The time in which a block's entry has changed already and CPUs may still use the old one, and
 * what makes that time harmless. A worker that flushes at once has none.
 *
 * @param nanos from the entries being changed to the flush of all CPUs
 * @param leftOut what is not done, to see what it is good for
 */
public record FlushWindow(long nanos, LeftOut leftOut) {
  /** All entries of a batch are changed, and then flushed at once. */
  public static final FlushWindow NONE = new FlushWindow(0, LeftOut.NOTHING);

  /** A step of the protocol that can be left out. */
  public enum LeftOut {
    /** All steps are done. */
    NOTHING,
    /**
     * The old frame is not filled with what stands there next. A CPU with the old entry reads what
     * was poisoned before, in memory that others have by now.
     */
    CLEARING,
    /**
     * A block that is needed before the flush gets a new frame, not its old one. A CPU with the old
     * entry writes where nobody reads.
     */
    RESTORING,
    /** The old frame is given back before the flush: a CPU reads and writes somebody else's. */
    WAITING,
    /**
     * Memory of a block is handed out before the CPU that mapped it has told the others of that, by
     * another that found it mapped. A third one may still have the zero page.
     */
    SETTLING
  }

  boolean isOpen() {
    return nanos > 0;
  }

  boolean does(LeftOut step) {
    return leftOut != step;
  }
}
