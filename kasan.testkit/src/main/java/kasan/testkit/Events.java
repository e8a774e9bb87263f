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
   * One event with all its columns.
   *
   * @param name text of the name; empty for none
   */
  record Event(
      EventKind kind,
      long nanos,
      int cpu,
      int pid,
      long address,
      long bytes,
      long extra,
      String name) {}

  private Events() {}

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
                  batch.bytes[i],
                  batch.extra[i],
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
