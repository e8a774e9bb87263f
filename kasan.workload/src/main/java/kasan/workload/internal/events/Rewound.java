// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.util.ArrayDeque;
import java.util.List;
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
    batch.copyTo(kept);
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
    kept.copyTo(batch);
    return true;
  }

  @Override
  public boolean whenMore(Runnable wake) {
    return source.whenMore(wake);
  }

  @Override
  public double share() {
    return source.share();
  }

  @Override
  public boolean endSoon() {
    return source.endSoon();
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
  public boolean tellsLosses() {
    return source.tellsLosses();
  }

  @Override
  public SortedMap<String, Long> besides() {
    return source.besides();
  }

  @Override
  public List<String> notes() {
    return source.notes();
  }

  @Override
  public void close() {
    source.close();
  }
}
