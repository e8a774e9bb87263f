// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one browser has not been told yet; bounded. An event with a key takes the place of the one
 * of its key that waits. Where there is no room an event is dropped. Both are counted, and the
 * browser is told the counts before anything else. Thread-safe.
 */
final class EventQueue {
  private final int room;
  private final Map<Object, Event> waiting = new LinkedHashMap<>();
  private long replaced;
  private long dropped;

  /**
   * @param room for so many events
   */
  EventQueue(int room) {
    this.room = room;
  }

  /** Adds an event; never waits. */
  synchronized void add(Event event) {
    Object key = event.key().isEmpty() ? new Object() : event.key();
    if (waiting.containsKey(key)) {
      waiting.put(key, event);
      replaced++;
    } else if (waiting.size() < room) {
      waiting.put(key, event);
    } else {
      dropped++;
    }
  }

  /** The next event; null when there is none. */
  synchronized @Nullable Event poll() {
    if (replaced + dropped > 0) {
      Event missed = Event.of("missed", "", Map.of("replaced", replaced, "dropped", dropped));
      replaced = 0;
      dropped = 0;
      return missed;
    }
    Iterator<Event> first = waiting.values().iterator();
    if (!first.hasNext()) {
      return null;
    }
    Event event = first.next();
    first.remove();
    return event;
  }
}
