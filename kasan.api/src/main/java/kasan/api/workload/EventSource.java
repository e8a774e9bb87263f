// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A stream of events in the order in which they happened. It has one consumer; whatever works ahead
 * in other threads ends with {@link #close}.
 */
@ConsumerType
public interface EventSource extends AutoCloseable {
  /**
   * Fills the batch with the next events.
   *
   * @return false at the end; the batch is empty then
   * @throws kasan.api.BadInputException for input that cannot be read, naming file and line
   */
  boolean next(EventBatch batch);

  /**
   * Asks a source that is still being written not to wait in {@link #next}, but to return true with
   * an empty batch when it has nothing yet. It then calls {@code wake} once, when there is more or
   * the end has come. The consumer does not ask again before that.
   *
   * @param wake returns at once; any thread may call it, {@link #next} included
   * @return true if the source does so; false if it waits in {@link #next}, which holds up whoever
   *     reads and is taken for a hang when it takes long, or never has to wait
   */
  default boolean whenMore(Runnable wake) {
    return false;
  }

  /**
   * Asks a source that goes on for as long as somebody reads to come to its end: what has happened
   * by now is still given, then {@link #next} returns false.
   *
   * @return true if the source does so; false if it has an end of its own
   */
  default boolean endSoon() {
    return false;
  }

  /**
   * Which part of all events has been given, from 0 to 1, as far as one can tell: of a file what
   * has been read, of a load the time. Negative where nobody knows.
   */
  default double share() {
    return -1;
  }

  /** The text of a name that a batch refers to by number. */
  String name(int number);

  /** Events that the recorder says it lost; final at the end. */
  default long lostEvents() {
    return 0;
  }

  /**
   * Whether this form of a trace tells of losses at all: {@code perf script} does only when it is
   * asked to; final at the end.
   */
  default boolean tellsLosses() {
    return true;
  }

  /**
   * Events that the source announces and does not hold, as a file that was cut does; final at the
   * end.
   */
  default long missingEvents() {
    return 0;
  }

  /**
   * What was read and not turned into events, by reason, such as {@code kfree of null} or {@code
   * mm_page_free_batched repeats mm_page_free}; final at the end.
   */
  default SortedMap<String, Long> passedOver() {
    return Collections.emptySortedMap();
  }

  /**
   * What was read and is no event, by what it is, such as {@code line of a stack trace}; final at
   * the end.
   */
  default SortedMap<String, Long> besides() {
    return Collections.emptySortedMap();
  }

  /** What was odd about the events, such as time that goes backwards; final at the end. */
  default List<String> notes() {
    return List.of();
  }

  @Override
  void close();
}
