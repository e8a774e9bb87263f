// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * A run of events, column by column; the columns are public arrays because a hundred million events
 * go through them.
 *
 * <p>A source fills rows {@code 0} to {@code size - 1} and may reuse the batch when the consumer
 * asks for the next one. Which columns a row uses stands with its {@link EventKind}.
 */
public final class EventBatch {
  /** Rows that the arrays have room for. */
  public static final int CAPACITY = 1 << 12;

  /** No name: the kernel did not tell, or nobody asked for it. */
  public static final int NO_NAME = -1;

  /** How many rows are filled. */
  public int size;

  /** What happened. */
  public final EventKind[] kind = new EventKind[CAPACITY];

  /** When, in nanoseconds of the recording's clock. */
  public final long[] nanos = new long[CAPACITY];

  /** On which CPU; -1 in a request that leaves it to the kernel's scheduler. */
  public final int[] cpu = new int[CAPACITY];

  /**
   * In which process; 0 when not asked for. The scheduler keeps a process on its CPU for a while.
   */
  public final int[] pid = new int[CAPACITY];

  /** Address, pfn, pid or handle, as the kind says. */
  public final long[] address = new long[CAPACITY];

  /** Size or end address, as the kind says. */
  public final long[] bytes = new long[CAPACITY];

  /** Order, given size or flag, as the kind says. */
  public final long[] extra = new long[CAPACITY];

  /** Number of a name, see {@link EventSource#name}; or {@link #NO_NAME}. */
  public final int[] name = new int[CAPACITY];
}
