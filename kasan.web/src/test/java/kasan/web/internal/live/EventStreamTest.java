// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events on their way to a browser that takes them when it likes. */
class EventStreamTest {
  private final Browser browser = new Browser();
  private final EventStream stream = new EventStream(browser, 4);

  /** Takes so many writes, then nothing until it is told so. */
  private static final class Browser implements EventStream.Sink {
    private final StringBuilder seen = new StringBuilder();
    private int takes;
    private int flushes;
    private boolean gone;
    private boolean closed;

    @Override
    public boolean isReady() {
      return takes > 0;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (gone) {
        throw new IOException("gone");
      }
      takes--;
      seen.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Event sample(int number) {
    return Event.of("sample", "sample", Map.of("n", number));
  }

  @Test
  void browserThatListensIsToldAtOnce() {
    browser.takes = 10;

    stream.tell(sample(1));

    assertEquals("event: sample\ndata: {\"n\":1}\n\n", browser.seen.toString());
    assertEquals(1, browser.flushes);
  }

  @Test
  void browserThatDoesNotListenIsNotWaitedForAndGetsTheNewestLater() {
    for (int i = 1; i <= 1_000_000; i++) {
      stream.tell(sample(i));
    }
    assertEquals("", browser.seen.toString());

    browser.takes = 10;
    stream.push();

    assertTrue(browser.seen.toString().contains("\"replaced\":999999"));
    assertTrue(browser.seen.toString().endsWith("data: {\"n\":1000000}\n\n"));
  }

  @Test
  void restFollowsWhenTheBrowserTakesMore() {
    browser.takes = 1;
    stream.tell(Event.of("swap", "", Map.of("n", 1)));
    stream.tell(Event.of("swap", "", Map.of("n", 2)));
    assertEquals(0, browser.flushes, "not while it takes nothing");

    browser.takes = 10;
    stream.push();

    assertTrue(browser.seen.toString().endsWith("data: {\"n\":2}\n\n"));
    assertEquals(1, browser.flushes);
  }

  @Test
  void browserThatHasGoneIsLetGo() {
    browser.takes = 10;
    browser.gone = true;

    stream.tell(sample(1));
    stream.tell(sample(2));

    assertTrue(browser.closed);
    assertEquals("", browser.seen.toString());
  }

  @Test
  void soManyMayLookAndNoMore() {
    try (var streams = new EventStreams()) {
      for (int i = 0; i < EventStreams.MOST; i++) {
        assertTrue(streams.takePlace());
      }
      assertFalse(streams.takePlace());
      streams.add(stream);
      assertEquals(1, streams.count());

      streams.remove(stream);
      streams.remove(stream);

      assertTrue(streams.takePlace(), "its place is free");
      assertFalse(streams.takePlace(), "once");
    }
  }
}
