// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.ArrayList;
import java.util.List;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;

/** What a source gives, event by event, for tests that compare. */
final class Events {
  /**
   * One event with the columns that its kind uses.
   *
   * @param bytes 0 where the kind has no size
   * @param detail given size, order, alignment, offset or inode, as the kind has it; else 0
   * @param flag whether it is a write or a thread
   * @param name text of the name; empty for none
   */
  record Event(
      EventKind kind,
      long nanos,
      int cpu,
      int pid,
      long address,
      long bytes,
      long detail,
      boolean flag,
      String name) {}

  private Events() {}

  private static long bytes(EventBatch batch, int row) {
    return switch (batch.kind[row]) {
      case KMALLOC, CACHE_ALLOC, VMAP_ALLOC, VMAP_PURGE, ACCESS, LOST -> batch.bytes[row];
      default -> 0;
    };
  }

  private static long detail(EventBatch batch, int row) {
    return switch (batch.kind[row]) {
      case KMALLOC, CACHE_ALLOC -> batch.given[row];
      case PAGE_ALLOC, PAGE_FREE, PAGE_DRAIN -> batch.order[row];
      case VMAP_ALLOC -> batch.align[row];
      case ACCESS -> batch.offset[row];
      case EVICTABLE -> batch.inode[row];
      default -> 0;
    };
  }

  private static boolean flag(EventBatch batch, int row) {
    return switch (batch.kind[row]) {
      case TASK_NEW -> batch.thread[row];
      case ACCESS -> batch.write[row];
      default -> false;
    };
  }

  /**
   * Reads a source to its end, and closes it.
   *
   * @param most after how many events it is given up as endless
   */
  static List<Event> of(EventSource source, int most) {
    var events = new ArrayList<Event>();
    try (source) {
      var batch = new EventBatch();
      while (source.next(batch)) {
        if (batch.size < 1 || batch.size > EventBatch.CAPACITY) {
          throw new AssertionError("a batch of " + batch.size + " events before the end");
        }
        for (int i = 0; i < batch.size; i++) {
          int name = batch.name[i];
          events.add(
              new Event(
                  batch.kind[i],
                  batch.nanos[i],
                  batch.cpu[i],
                  batch.pid[i],
                  batch.address[i],
                  bytes(batch, i),
                  detail(batch, i),
                  flag(batch, i),
                  name == EventBatch.NO_NAME ? "" : source.name(name)));
        }
        if (events.size() > most) {
          throw new AssertionError("no end after " + most + " events");
        }
      }
      if (batch.size != 0) {
        throw new AssertionError("the batch is not empty at the end");
      }
    }
    return events;
  }
}
