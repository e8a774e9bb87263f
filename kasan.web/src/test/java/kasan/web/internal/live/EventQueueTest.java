// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a browser that is slow is told, and in which order. */
class EventQueueTest {
  private final EventQueue queue = new EventQueue(3);

  private static Event swap(int number) {
    return Event.of("swap", "", Map.of("n", number));
  }

  private static Event sample(String run, int number) {
    return Event.of("sample", "sample " + run, Map.of("n", number));
  }

  private @Nullable String next() {
    Event event = queue.poll();
    return event == null ? null : new String(event.text(), StandardCharsets.UTF_8);
  }

  private static String text(String kind, int number) {
    return "event: " + kind + "\ndata: {\"n\":" + number + "}\n\n";
  }

  @Test
  void eventsComeInTheirOrder() {
    queue.add(swap(1));
    queue.add(sample("run-1", 2));
    queue.add(swap(3));

    assertEquals(text("swap", 1), next());
    assertEquals(text("sample", 2), next());
    assertEquals(text("swap", 3), next());
    assertNull(next());
  }

  @Test
  void newestSampleOfARunReplacesTheOneThatWaitsAndIsCounted() {
    queue.add(sample("run-1", 1));
    queue.add(sample("run-2", 2));
    queue.add(sample("run-1", 3));
    queue.add(sample("run-1", 4));

    String missed = next();
    assertEquals("event: missed", String.valueOf(missed).lines().findFirst().orElse(""));
    assertEquals(true, String.valueOf(missed).contains("\"replaced\":2"));
    assertEquals(true, String.valueOf(missed).contains("\"dropped\":0"));
    assertEquals(text("sample", 4), next());
    assertEquals(text("sample", 2), next());
    assertNull(next());
  }

  @Test
  void eventsBeyondTheRoomAreDroppedAndCounted() {
    for (int i = 1; i <= 5; i++) {
      queue.add(swap(i));
    }

    assertEquals(true, String.valueOf(next()).contains("\"dropped\":2"));
    assertEquals(text("swap", 1), next());
    assertEquals(text("swap", 2), next());
    assertEquals(text("swap", 3), next());
    assertNull(next());
  }

  @Test
  void lineFeedsOfDataDoNotEndIt() {
    queue.add(Event.of("finding", "", Map.of("text", "a\n\nevent: swap\r\nb")));

    assertEquals("event: finding\ndata: {\"text\":\"a\\n\\nevent: swap\\r\\nb\"}\n\n", next());
  }
}
