// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/** What compiled code does before an access. */
interface AccessCheck {
  /**
   * Whether the check of an access passes, and can be told at once. Then it was made, and its loads
   * are counted; otherwise nothing was done.
   */
  default boolean passesAtOnce(int cpu, long address, long bytes) {
    return false;
  }

  /** Checks an access to a type that is aligned naturally, as far as the compiler knows. */
  Verdict check(int cpu, long address, long bytes, boolean write);

  /** Checks an access to a type that may lie anywhere. */
  Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write);

  /** What {@link #check} looks at. */
  Look look();

  /** What {@link #checkUnderAligned} looks at. */
  Look underAlignedLook();
}
