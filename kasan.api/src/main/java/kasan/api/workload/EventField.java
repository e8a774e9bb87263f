// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/** Columns of an {@link EventBatch} that cost something to fill, so that they are asked for. */
public enum EventField {
  /** Process that was running. */
  PID,
  /** Name of the slab cache. */
  CACHE_NAME,
  /** Text of the gfp flags of page allocations. */
  GFP,
  /** Requested and given sizes. */
  SIZE,
  /** Frees of objects. */
  FREES,
  /** Tasks and their stacks. */
  TASKS,
  /** vmalloc areas. */
  VMALLOC,
  /** Accesses to memory. */
  ACCESSES
}
