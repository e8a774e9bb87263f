// SPDX-License-Identifier: Apache-2.0
package kasan.itest.foreign;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import org.jspecify.annotations.Nullable;

/** Answers that no contract knows: null, negative, absurd. */
final class Lies {
  /** Methods for which null is an answer. */
  private static final Set<String> MAY_BE_NULL =
      Set.of("before", "after", "kasanEvidence", "pageFlags", "refusal", "bugClass");

  /** Batches that no source may hand over. */
  private static final Map<String, Consumer<EventBatch>> BATCHES =
      Map.of(
          "a negative size", batch -> batch.size = -1,
          "a size beyond the batch", batch -> batch.size = EventBatch.CAPACITY + 1,
          "rows without a kind", batch -> fill(batch, null, 0),
          "rows on CPU 99999", batch -> fill(batch, EventKind.KFREE, 99_999));

  /** Stands for null in lists of lies. */
  private static final Object NULL = new Object();

  private Lies() {}

  private static void fill(EventBatch batch, @Nullable EventKind kind, int cpu) {
    batch.size = 1;
    batch.kind[0] = kind;
    batch.cpu[0] = cpu;
  }

  /** What a method could answer instead of the truth. */
  static List<Object> of(Method method) {
    Class<?> type = method.getReturnType();
    if (method.getName().equals("next")) {
      return new ArrayList<>(BATCHES.keySet());
    } else if (type == void.class || type == boolean.class) {
      return List.of(); // no answer, or one that the oracle judges
    } else if (type == int.class) {
      return List.of(-1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (type == long.class) {
      return List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    var all = new ArrayList<Object>(List.of(NULL));
    if (type == String.class) {
      all.addAll(List.of("", "two\nlines" + "x".repeat(5000)));
    } else if (List.class.isAssignableFrom(type)) {
      all.addAll(List.of(Collections.singletonList(null), List.of(new Object())));
    } else if (Set.class.isAssignableFrom(type)) {
      all.addAll(List.of(Collections.singleton(null), Set.of(new Object())));
    } else if (Map.class.isAssignableFrom(type)) {
      all.add(new TreeMap<>(Map.of("MemTotal", new Object())));
    }
    return all;
  }

  /** True if nobody can take the answer for one. */
  static boolean isWrong(Method method, Object lie) {
    Class<?> type = method.getReturnType();
    return lie == NULL
        ? !MAY_BE_NULL.contains(method.getName())
        : !type.isPrimitive() && type != String.class || method.getName().equals("next");
  }

  /**
   * The lie as an answer.
   *
   * @param call with the arguments behind its name
   */
  static @Nullable Object told(Object lie, Object[] call) {
    Consumer<EventBatch> spoil = lie instanceof String words ? BATCHES.get(words) : null;
    if (spoil != null) {
      spoil.accept((EventBatch) ((Object[]) call[1])[0]);
      return true;
    }
    return lie == NULL ? null : lie;
  }

  static String inWords(Object lie) {
    if (lie == NULL) {
      return "null";
    }
    String words = lie.toString();
    return words.length() > 40 ? "a long text" : words;
  }
}
