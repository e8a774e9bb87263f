// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to one browser. Whoever has an event writes as much as the browser takes at
 * once, and never waits; when it takes more the server says so, and the rest follows.
 */
final class EventStream {
  /** Where the bytes go; none of its methods waits. */
  interface Sink {
    /** True if bytes can be taken now; else {@link EventStream#push} is called when they can. */
    boolean isReady();

    /** Takes bytes, when it is ready. */
    void write(byte[] bytes) throws IOException;

    /** Sends what it has, when it is ready. */
    void flush() throws IOException;

    /** The browser has gone. */
    void close();
  }

  private final EventQueue queue;
  private final Sink sink;
  private boolean unsent;
  private boolean closed;

  /**
   * @param room for so many events that wait
   */
  EventStream(Sink sink, int room) {
    this.sink = sink;
    this.queue = new EventQueue(room);
  }

  /** Tells the browser of an event, now or as soon as it listens. */
  void tell(Event event) {
    queue.add(event);
    push();
  }

  /** Writes what waits, as far as the browser takes it. */
  synchronized void push() {
    if (closed) {
      return;
    }
    try {
      while (sink.isReady()) {
        @Nullable Event next = queue.poll();
        if (next != null) {
          sink.write(next.text());
          unsent = true;
        } else if (unsent) {
          sink.flush();
          unsent = false;
        } else {
          return;
        }
      }
    } catch (IOException | IllegalStateException e) {
      close(); // gone: it asks anew when it comes back
    }
  }

  /** Ends it. */
  synchronized void close() {
    if (!closed) {
      closed = true;
      sink.close();
    }
  }
}
