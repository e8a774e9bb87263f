// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;

/** What compiled code does before an access. */
interface AccessCheck {
  /** Checks an access to a type that is aligned naturally, as far as the compiler knows. */
  Verdict check(int cpu, long address, long bytes, boolean write);

  /** Checks an access to a type that may lie anywhere. */
  Verdict checkUnderAligned(int cpu, long address, long bytes, boolean write);

  /** What {@link #check} looks at. */
  Look look();

  /** What {@link #checkUnderAligned} looks at. */
  Look underAlignedLook();
}
