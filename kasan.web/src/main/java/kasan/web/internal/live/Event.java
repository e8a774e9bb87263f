// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import java.nio.charset.StandardCharsets;
import kasan.web.internal.json.Json;

/** Something that browsers are told, as they read it: written once, whoever reads it. */
final class Event {
  private final String key;
  private final byte[] text;

  private Event(String key, String text) {
    this.key = key;
    this.text = text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param kind that the page listens to
   * @param key of what it replaces; empty for nothing
   * @param tree that it carries
   */
  static Event of(String kind, String key, Object tree) {
    // JSON has no line feed of its own, so one line of data holds it
    String data = new String(Json.bytes(tree), StandardCharsets.UTF_8);
    return new Event(key, "event: " + kind + "\ndata: " + data + "\n\n");
  }

  /** A line that says nothing, so that both ends see that the other is there. */
  static Event heartbeat() {
    return new Event("heartbeat", ":\n\n");
  }

  /** What it replaces where both wait; empty where it replaces nothing. */
  String key() {
    return key;
  }

  /** Its bytes, in the form of server-sent events. */
  byte[] text() {
    return text;
  }
}
