// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

/** What came of a check. */
public enum Verdict {
  /** The access went on without a report. */
  PASSED,
  /** It was reported. */
  REPORTED,
  /** The shadow of the address faulted: the kernel dies and says what it was after. */
  FAULTED
}
