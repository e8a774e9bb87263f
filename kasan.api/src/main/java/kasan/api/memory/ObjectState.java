// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

/** Where an object stands in its life. */
public enum ObjectState {
  /** Handed out and not freed. */
  LIVE,
  /** Freed, its memory not yet handed out again. */
  FREED,
  /** Freed, and held back from the allocator by the quarantine. */
  QUARANTINED
}
