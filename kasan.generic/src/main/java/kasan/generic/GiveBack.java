// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

/** When the shadow of a block, the pages that one page of shadow describes, is needed no more. */
public enum GiveBack {
  /** When all pages of the block are free. */
  FREE,
  /** When no page of the block is byte-managed, whoever has them now. */
  NOT_BYTE_MANAGED
}
