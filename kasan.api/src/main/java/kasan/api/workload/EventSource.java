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

  /** The text of a name that a batch refers to by number. */
  String name(int number);

  /** Events that the recorder says it lost; final at the end. */
  long lostEvents();

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
  SortedMap<String, Long> passedOver();

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
