// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.suite.internal.play.Outcome.Result;
import org.jspecify.annotations.Nullable;

/**
 * How many of the cases with bugs one scheme found. Cases that do not apply do not count, nor do
 * those without a bug.
 *
 * @param scheme name
 * @param instrumentation as in {@link Entrant}
 * @param found cases whose bugs were all reported, and nothing else
 * @param of cases with bugs that apply
 */
public record Coverage(String scheme, String instrumentation, long found, long of) {
  /** Counts rows. */
  public static List<Coverage> of(List<Row> rows) {
    Map<List<String>, long[]> counts = new LinkedHashMap<>();
    for (Row row : rows) {
      long[] count =
          counts.computeIfAbsent(List.of(row.scheme(), row.instrumentation()), key -> new long[2]);
      Result result = row.outcome().result();
      count[0] += result == Result.FOUND ? 1 : 0;
      count[1] += result == Result.FOUND || result == Result.MISSED ? 1 : 0;
    }
    List<Coverage> all = new ArrayList<>();
    counts.forEach(
        (key, count) -> all.add(new Coverage(key.get(0), key.get(1), count[0], count[1])));
    return all;
  }

  /** Percentage with one decimal; null where there was nothing to find. */
  public @Nullable BigDecimal percent() {
    if (of == 0) {
      return null;
    }
    long tenths = (found * 2000 + of) / (2 * of);
    return BigDecimal.valueOf(tenths, 1);
  }
}
