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

  /** Writes a request. */
  void add(EventKind kind, long handle, long bytes, long extra, int name) {
    int row = batch.size++;
    batch.kind[row] = kind;
    batch.nanos[row] = nanos;
    batch.cpu[row] = -1;
    batch.pid[row] = pid;
    batch.address[row] = handle;
    batch.bytes[row] = bytes;
    batch.extra[row] = extra;
    batch.name[row] = name;
  }

  /** What was asked for is cache from now on. */
  void evictable(long handle, long owner) {
    add(EventKind.EVICTABLE, handle, owner, 0, EventBatch.NO_NAME);
  }
}
