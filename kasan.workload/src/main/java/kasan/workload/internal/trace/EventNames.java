// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Map;
import kasan.workload.internal.events.NameTable;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/**
 * Names of events, and by their number: which event, how its lines end, how many were passed over.
 */
final class EventNames {
  private static final byte[] NOT_YET_SEEN = {};

  private final LinePlace place;
  private final NameTable names = new NameTable();
  private TraceEvent[] events = new TraceEvent[64];
  private byte[][] lastKeys = new byte[64][];
  private long[] others = new long[64];

  EventNames(LinePlace place) {
    this.place = place;
    Arrays.fill(lastKeys, NOT_YET_SEEN);
  }

  /** The number of the name in bytes {@code from} to {@code to}. */
  int number(byte[] b, int from, int to) {
    return names.number(b, from, to);
  }

  TraceEvent event(int number) {
    if (number >= events.length) {
      events = Arrays.copyOf(events, number * 2);
      lastKeys = Arrays.copyOf(lastKeys, number * 2);
      Arrays.fill(lastKeys, number, number * 2, NOT_YET_SEEN);
      others = Arrays.copyOf(others, number * 2);
    }
    TraceEvent event = events[number];
    if (event == null) {
      event = TraceEvent.of(names.text(number));
      events[number] = event;
    }
    return event;
  }

  /** All lines of an event end with the same field; a line that does not was cut. */
  void checkEnd(int number, Fields fields) {
    if (lastKeys[number] == NOT_YET_SEEN) {
      lastKeys[number] = fields.lastKeyBytes();
      return;
    }
    if (fields.endsWith(lastKeys[number])) {
      return;
    }
    String key = new String(lastKeys[number], US_ASCII);
    throw place.bad(
        "expected "
            + key
            + "= at the end, as in the first line of "
            + names.text(number)
            + ", found '"
            + LinePlace.shown(fields.bytes(), fields.lastKey(), fields.end())
            + "'");
  }

  /** Counts a line of an event that gives no row. */
  void passOver(int number) {
    others[number]++;
  }

  /** Adds the lines that were passed over, by what they are. */
  void addTo(Map<String, Long> counts) {
    for (int i = 0; i < names.size(); i++) {
      if (others[i] > 0) {
        counts.put(Tally.OTHER_EVENT + names.text(i), others[i]);
      }
    }
  }
}
