// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** What the page tables say about one page of shadow. */
public enum MappingState {
  /** Not mapped. */
  ABSENT,
  /** A shared read-only page. */
  SHARED,
  /** A writable frame of its own. */
  REAL
}
