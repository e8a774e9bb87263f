// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;

/** Writes requests into the batch at hand; numbers names. */
final class Rows {
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private EventBatch batch = new EventBatch();
  private long nanos;
  private int pid;

  /** Writes into this batch from now on, from its first row. */
  void into(EventBatch next) {
    batch = next;
    batch.size = 0;
  }

  /** Rows that are left. */
  int room() {
    return EventBatch.CAPACITY - batch.size;
  }

  /** Rows that are written. */
  int size() {
    return batch.size;
  }

  /** Time goes on. */
  void pass(long moreNanos) {
    nanos += moreNanos;
  }

  /** Which process asks from now on. */
  void process(int number) {
    pid = number;
  }

  /** Number of a name; that of no name for an empty one. */
  int number(String name) {
    if (name.isEmpty()) {
      return EventBatch.NO_NAME;
    }
    Integer known = numbers.get(name);
    if (known == null) {
      known = names.size();
      numbers.put(name, known);
      names.add(name);
    }
    return known;
  }

  /** The name of a number. */
  String name(int number) {
    return names.get(number);
  }

  private int row(EventKind kind, long handle) {
    int row = batch.add(kind, nanos, -1, pid);
    batch.address[row] = handle;
    return row;
  }

  /**
   * Asks for memory.
   *
   * @param shape slot of an object, order of pages, alignment of an area
   */
  void ask(EventKind kind, long handle, long bytes, long shape, int name) {
    int row = row(kind, handle);
    batch.bytes[row] = bytes;
    batch.name[row] = name;
    switch (kind) {
      case PAGE_ALLOC -> batch.order[row] = (int) shape;
      case VMAP_ALLOC -> batch.align[row] = shape;
      case TASK_NEW -> batch.thread[row] = true;
      default -> batch.given[row] = shape;
    }
  }

  /** Gives back what was asked for. */
  void free(EventKind kind, long handle) {
    row(kind, handle);
  }

  /** Accesses what was asked for. */
  void access(long handle, long offset, long bytes, boolean write) {
    int row = row(EventKind.ACCESS, handle);
    batch.bytes[row] = bytes;
    batch.offset[row] = offset;
    batch.write[row] = write;
  }

  /** What was asked for is cache from now on; an inode, or 0, owns it. */
  void evictable(long handle, long inode) {
    batch.inode[row(EventKind.EVICTABLE, handle)] = inode;
  }
}
