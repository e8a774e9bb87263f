// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** Things that only a scheme can see happen; counted by its view, shown beside what is measured. */
public enum SchemeNote {
  /** A queued unmap was given up because memory of the block was allocated again. */
  UNMAP_CANCELLED,
  /** A check failed, the TLB was flushed, the check was repeated. */
  RECHECK,
  /** A repeated check passed: the first had gone through a stale TLB entry. */
  RECHECK_PASSED,
  /** A check was decided by a second, page-granular shadow. */
  SECOND_SHADOW
}
