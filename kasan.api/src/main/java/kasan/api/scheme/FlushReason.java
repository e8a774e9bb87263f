// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** Why a CPU flushes its own TLB. */
public enum FlushReason {
  /** After a page was mapped. */
  MAP,
  /** Before a failed check is repeated. */
  RECHECK
}
