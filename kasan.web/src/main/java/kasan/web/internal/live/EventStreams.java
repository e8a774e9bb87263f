// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All browsers that listen. */
public final class EventStreams implements AutoCloseable {
  /** How many may listen at once. */
  static final int MOST = 64;

  private static final int HEARTBEAT_SECONDS = 10;

  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final AtomicInteger places = new AtomicInteger(MOST);
  private final Timer heart = new Timer("kasan.web heartbeat", true);

  /** Nobody listens yet. */
  public EventStreams() {
    heart.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tell(Event.heartbeat());
          }
        },
        HEARTBEAT_SECONDS * 1000L,
        HEARTBEAT_SECONDS * 1000L);
  }

  /** Tells all. */
  void tell(Event event) {
    streams.forEach(stream -> stream.tell(event));
  }

  /** Tells all that something has changed that they can ask for. */
  public void changed(String kind) {
    tell(Event.of(kind, kind, Map.of()));
  }

  /** Takes a place for one more; false when there is none. */
  boolean takePlace() {
    if (places.decrementAndGet() >= 0) {
      return true;
    }
    places.incrementAndGet();
    return false;
  }

  /** One listens; it has a place. */
  void add(EventStream stream) {
    streams.add(stream);
    stream.tell(Event.of("hello", "", Map.of("heartbeatSeconds", HEARTBEAT_SECONDS)));
  }

  /** One listens no more; its place is free. */
  void remove(EventStream stream) {
    if (streams.remove(stream)) {
      places.incrementAndGet();
    }
  }

  /** How many listen. */
  int count() {
    return streams.size();
  }

  /** Lets all go. */
  @Override
  public void close() {
    heart.cancel();
    streams.forEach(EventStream::close);
  }
}
