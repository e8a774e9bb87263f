// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.BadInputException;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingReader;
import kasan.testkit.Events.Event;
import org.junit.jupiter.api.Test;

/**
 * Is it a lawful reader of recordings? A subclass names it and gives a small recording of its
 * format; everything else is law:
 *
 * <ul>
 *   <li>it knows its own format, and claims no other;
 *   <li>events come in the order of their times, the same ones each time it is opened;
 *   <li>columns that nobody asked for change nothing in the others;
 *   <li>a file that was cut or damaged gives the events it holds, or one line that says where it is
 *       bad: never another exception.
 * </ul>
 */
public abstract class ReaderConformance {
  private static final int MOST_EVENTS = 1_000_000;
  private static final int DAMAGES = 200;

  /** The reader; a new one or the same each time. */
  protected abstract RecordingReader reader();

  /** A recording of its format, of a few kilobytes. */
  protected abstract TinyInput recording();

  /** The member of the recording that holds the events. */
  protected abstract String member();

  /** What users would set to have it read; nothing by default. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  private List<Event> events(TinyInput input, EnumSet<EventField> wanted) {
    try (Recording recording = reader().open(input, settings())) {
      return Events.of(recording.open(wanted), MOST_EVENTS);
    }
  }

  @Test
  void knowsItsOwnFormatAndClaimsNoOther() {
    int sure = reader().recognise(recording());
    assertTrue(sure >= 1 && sure <= 100, "how sure: " + sure);
    byte[] noise = new byte[4000];
    new Random(1).nextBytes(noise);
    for (byte[] foreign : new byte[][] {{}, noise, new byte[4000], {'h', 'i', '\n'}}) {
      assertEquals(0, reader().recognise(TinyInput.of(Map.of()).with(member(), foreign)));
    }
    assertEquals(0, reader().recognise(TinyInput.of(Map.of("README", "nothing of that kind"))));
  }

  @Test
  void eventsComeInOrderAndTheSameEachTime() {
    List<Event> events = events(recording(), EnumSet.allOf(EventField.class));
    assertFalse(events.isEmpty(), "a recording without events says nothing");
    for (int i = 1; i < events.size(); i++) {
      assertTrue(events.get(i - 1).nanos() <= events.get(i).nanos(), "times of events " + i);
    }
    try (Recording recording = reader().open(recording(), settings())) {
      for (int i = 0; i < 2; i++) {
        EventSource again = recording.open(EnumSet.allOf(EventField.class));
        assertEquals(events, Events.of(again, MOST_EVENTS));
        assertTrue(again.lostEvents() >= 0 && again.missingEvents() >= 0);
        again.passedOver().forEach((reason, count) -> assertTrue(count > 0, reason));
      }
    }
  }

  @Test
  void saysWhatItReadAndWhere() {
    try (Recording recording = reader().open(recording(), settings())) {
      assertFalse(recording.name().isBlank(), "name");
      assertFalse(recording.kind().isBlank(), "kind");
      assertEquals(recording().sha256(member()), recording.sha256());
      assertTrue(recording.machine().cpus() >= 1, "CPUs");
    }
  }

  @Test
  void columnsThatNobodyWantsChangeNothingElse() {
    List<Event> all = events(recording(), EnumSet.allOf(EventField.class));
    List<Event> few = events(recording(), EnumSet.noneOf(EventField.class));
    assertEquals(
        all.stream().map(e -> List.of(e.kind(), e.nanos(), e.cpu(), e.address())).toList(),
        few.stream().map(e -> List.of(e.kind(), e.nanos(), e.cpu(), e.address())).toList());
  }

  @Test
  void whatWasCutGivesTheEventsItHolds() {
    byte[] whole = recording().bytes(member());
    List<Event> all = events(recording(), EnumSet.allOf(EventField.class));
    for (int length = 0; length < whole.length; length += 1 + whole.length / DAMAGES) {
      List<Event> held = readable(Arrays.copyOf(whole, length));
      assertTrue(held.size() <= all.size(), "cut at byte " + length);
    }
  }

  @Test
  void whatIsDamagedIsOneLineOrWhatCanBeRead() {
    byte[] whole = recording().bytes(member());
    var random = new Random(2);
    for (int i = 0; i < DAMAGES; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      readable(damaged);
    }
  }

  /** Events of a file that may be bad; none where it is refused. */
  private List<Event> readable(byte[] contents) {
    try {
      return events(recording().with(member(), contents), EnumSet.allOf(EventField.class));
    } catch (BadInputException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(message.contains("tiny"), "names no file: " + message);
      assertFalse(message.contains("\n"), "more than a line: " + message);
      return List.of();
    }
  }

  @Test
  void isRegisteredAsWhatItIs() {
    Map<String, String> card = ServiceCard.of(reader().getClass(), ReaderInfo.PREFIX_);
    assumeTrue(card != null, "no DS file on the class path");
    if (card != null) {
      String name = card.getOrDefault("name", "");
      assertTrue(name.matches("[a-z0-9][a-z0-9.-]*"), name);
      assertFalse(card.getOrDefault("title", "").isBlank(), "title");
    }
  }
}
