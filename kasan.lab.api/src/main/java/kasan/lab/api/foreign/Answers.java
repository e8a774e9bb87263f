// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Answers of foreign code, held against the contract. Collections are copied, so that they are what
 * they were, and that the extension's own code behind them runs where it is watched.
 *
 * @param code that answers
 * @param call what it was asked, such as {@code options()}
 */
record Answers(ForeignCode code, String call) {
  /** More than any machine has of anything that is answered with. */
  private static final int MOST = 1 << 22;

  /** The parts of a record that can be null; Java makes all parts anew each time it is asked. */
  private static final ClassValue<List<RecordComponent>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          return Stream.of(type.getRecordComponents())
              .filter(part -> !part.getType().isPrimitive())
              .toList();
        }
      };

  /** A failure that says what was wrong with the answer. */
  ForeignFailure wrong(String what) {
    return ForeignFailure.told(code, "answered " + call + " with " + what);
  }

  /** Something, of a class. */
  <T> T some(Class<T> type, @Nullable Object answer) {
    if (answer == null) {
      throw wrong("null");
    }
    if (!type.isInstance(answer)) {
      throw wrong("a " + answer.getClass().getName());
    }
    return type.cast(answer);
  }

  /** A record none of whose parts is null. */
  <R extends Record> R whole(Class<R> type, @Nullable Object answer) {
    R record = some(type, answer);
    checkParts(record, "");
    return record;
  }

  /** Records none of whose parts is null. */
  <R extends Record> List<R> wholes(Class<R> type, @Nullable Iterable<?> answer) {
    return wholes(type, answer, "");
  }

  /**
   * Records none of whose parts is null, but for one.
   *
   * @param mayBeNull name of that part; no annotation can tell it, for those of JSpecify are not
   *     there when the product runs
   */
  <R extends Record> List<R> wholes(Class<R> type, @Nullable Iterable<?> answer, String mayBeNull) {
    List<R> records = list(type, answer);
    records.forEach(record -> checkParts(record, mayBeNull));
    return records;
  }

  private void checkParts(Record record, String mayBeNull) {
    for (RecordComponent part : PARTS.get(record.getClass())) {
      Object value;
      try {
        value = part.getAccessor().invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      if (value == null && !part.getName().equals(mayBeNull)) {
        throw wrong(
            "a " + record.getClass().getSimpleName() + " whose " + part.getName() + " is null");
      }
      if (value instanceof Record inner && inner.getClass().getName().startsWith("kasan.api.")) {
        checkParts(inner, "");
      }
    }
  }

  /** A line of text. */
  String line(@Nullable Object answer) {
    return OneLine.of(some(String.class, answer));
  }

  /** A whole number in a range. */
  long number(long answer, long least, long most) {
    if (answer < least || answer > most) {
      throw wrong(
          Long.toString(answer)
              + (most == Long.MAX_VALUE ? "; expected at least " + least : range(least, most)));
    }
    return answer;
  }

  private static String range(long least, long most) {
    return "; expected " + least + " to " + most;
  }

  /** A list. */
  <T> List<T> list(Class<T> type, @Nullable Iterable<?> answer) {
    var copy = new ArrayList<T>();
    for (Object each : some(Iterable.class, answer)) {
      if (copy.size() == MOST) {
        throw wrong("a collection that does not end");
      }
      copy.add(entry(type, each));
    }
    return List.copyOf(copy);
  }

  private <T> T entry(Class<T> type, @Nullable Object each) {
    if (!type.isInstance(each)) {
      throw wrong(
          "a collection that holds " + (each == null ? "null" : "a " + each.getClass().getName()));
    }
    return type.cast(each);
  }

  /** A map from words, in its own order. */
  <V> Map<String, V> map(Class<V> type, @Nullable Map<?, ?> answer) {
    Map<String, V> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : entries(answer)) {
      copy.put(entry(String.class, each.getKey()), entry(type, each.getValue()));
    }
    return copy;
  }

  /** A map from words, in the order of the words. */
  <V> SortedMap<String, V> sorted(Class<V> type, @Nullable Map<?, ?> answer) {
    return new TreeMap<>(map(type, answer));
  }

  @SuppressWarnings("unchecked") // whatever it is, it is looked at one by one
  private List<Map.Entry<?, ?>> entries(@Nullable Map<?, ?> answer) {
    return (List<Map.Entry<?, ?>>)
        (List<?>) list(Map.Entry.class, some(Map.class, answer).entrySet());
  }
}
