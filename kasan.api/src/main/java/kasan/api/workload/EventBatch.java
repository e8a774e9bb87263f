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

  /** Size, as the kind says. */
  public final long[] bytes = new long[CAPACITY];

  /** Bytes that the allocator gave for an object. */
  public final long[] given = new long[CAPACITY];

  /** Order of pages. */
  public final int[] order = new int[CAPACITY];

  /** Alignment of a vmalloc area. */
  public final long[] align = new long[CAPACITY];

  /** Whether a new task is a thread of its creator's process. */
  public final boolean[] thread = new boolean[CAPACITY];

  /** Where an access begins in what its handle names. */
  public final long[] offset = new long[CAPACITY];

  /** Whether an access is a write. */
  public final boolean[] write = new boolean[CAPACITY];

  /** Handle of the inode that something belongs to, or 0. */
  public final long[] inode = new long[CAPACITY];

  /** Number of a name, see {@link EventSource#name}; or {@link #NO_NAME}. */
  public final int[] name = new int[CAPACITY];

  /**
   * Adds a row without a name. The caller fills the columns that the kind uses; the others keep
   * what an earlier row left there, and nobody reads them.
   *
   * @return its number
   */
  public int add(EventKind what, long when, int onCpu, int inProcess) {
    int row = size++;
    kind[row] = what;
    nanos[row] = when;
    cpu[row] = onCpu;
    pid[row] = inProcess;
    name[row] = NO_NAME;
    return row;
  }

  /** Copies all rows to another batch. */
  public void copyTo(EventBatch other) {
    System.arraycopy(kind, 0, other.kind, 0, size);
    System.arraycopy(nanos, 0, other.nanos, 0, size);
    System.arraycopy(cpu, 0, other.cpu, 0, size);
    System.arraycopy(pid, 0, other.pid, 0, size);
    System.arraycopy(address, 0, other.address, 0, size);
    System.arraycopy(bytes, 0, other.bytes, 0, size);
    System.arraycopy(given, 0, other.given, 0, size);
    System.arraycopy(order, 0, other.order, 0, size);
    System.arraycopy(align, 0, other.align, 0, size);
    System.arraycopy(thread, 0, other.thread, 0, size);
    System.arraycopy(offset, 0, other.offset, 0, size);
    System.arraycopy(write, 0, other.write, 0, size);
    System.arraycopy(inode, 0, other.inode, 0, size);
    System.arraycopy(name, 0, other.name, 0, size);
    other.size = size;
  }
}
