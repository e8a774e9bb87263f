// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.ArrayDeque;
import java.util.SortedMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;

/** A source of which the first batches were looked at already: gives them again, then the rest. */
public final class Rewound implements EventSource {
  private final EventSource source;
  private final ArrayDeque<EventBatch> first = new ArrayDeque<>();

  /** Nothing looked at so far. */
  public Rewound(EventSource source) {
    this.source = source;
  }

  /** Looks at the next batch; false at the end. */
  public boolean peek(EventBatch batch) {
    if (!source.next(batch)) {
      return false;
    }
    EventBatch kept = new EventBatch();
    copy(batch, kept);
    first.add(kept);
    return true;
  }

  /** Does not give again what was looked at; what comes next goes on from there. */
  public void forget() {
    first.clear();
  }

  @Override
  public boolean next(EventBatch batch) {
    EventBatch kept = first.poll();
    if (kept == null) {
      return source.next(batch);
    }
    copy(kept, batch);
    return true;
  }

  static void copy(EventBatch from, EventBatch to) {
    int size = from.size;
    System.arraycopy(from.kind, 0, to.kind, 0, size);
    System.arraycopy(from.nanos, 0, to.nanos, 0, size);
    System.arraycopy(from.cpu, 0, to.cpu, 0, size);
    System.arraycopy(from.pid, 0, to.pid, 0, size);
    System.arraycopy(from.address, 0, to.address, 0, size);
    System.arraycopy(from.bytes, 0, to.bytes, 0, size);
    System.arraycopy(from.extra, 0, to.extra, 0, size);
    System.arraycopy(from.name, 0, to.name, 0, size);
    to.size = size;
  }

  @Override
  public String name(int number) {
    return source.name(number);
  }

  @Override
  public long lostEvents() {
    return source.lostEvents();
  }

  @Override
  public long missingEvents() {
    return source.missingEvents();
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return source.passedOver();
  }

  @Override
  public void close() {
    source.close();
  }
}
