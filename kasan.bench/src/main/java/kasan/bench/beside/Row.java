// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure of the model beside that of its peer: medians over turns.
 *
 * @param what is measured, such as {@code check}
 * @param scheme that the kernel carries; empty where none matters
 * @param instrumentation of the kernel; empty where none matters
 * @param pattern how it is done, such as {@code sequential, 64 MiB, oracle on}
 * @param model how much of the unit the model takes
 * @param peer how much the peer takes; null where nothing does the same
 * @param unit of both
 * @param ratio speed of the model over speed of the peer: above 1 the model is faster
 * @param spread half the distance between the least and the greatest ratio of the turns, as a part
 *     of the median
 */
record Row(
    String what,
    String scheme,
    String instrumentation,
    String pattern,
    double model,
    @Nullable Double peer,
    String unit,
    @Nullable Double ratio,
    @Nullable Double spread) {

  /** Of turns: what the model and what the peer took in each. */
  static Row of(
      String what,
      String scheme,
      String instrumentation,
      String pattern,
      String unit,
      double[] model,
      double[] peer) {
    double[] ratios = new double[model.length];
    Arrays.setAll(ratios, turn -> peer[turn] / model[turn]);
    Arrays.sort(ratios);
    double ratio = median(ratios);
    return new Row(
        what,
        scheme,
        instrumentation,
        pattern,
        median(model),
        median(peer),
        unit,
        ratio,
        (ratios[ratios.length - 1] - ratios[0]) / 2 / ratio);
  }

  /** A figure that nothing stands beside. */
  static Row alone(String what, String scheme, String pattern, String unit, double... model) {
    return new Row(what, scheme, "", pattern, median(model), null, unit, null, null);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** What tells it from others: the same in each run. */
  String key() {
    return String.join(" | ", what, scheme, instrumentation, pattern);
  }

  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("what", what);
    tree.put("scheme", scheme.isEmpty() ? null : scheme);
    tree.put("instrumentation", instrumentation.isEmpty() ? null : instrumentation);
    tree.put("pattern", pattern.isEmpty() ? null : pattern);
    tree.put("model", rounded(model));
    tree.put("peer", rounded(peer));
    tree.put("unit", unit);
    tree.put("ratio", rounded(ratio));
    tree.put("spread", rounded(spread));
    return tree;
  }

  /** Three digits: no measurement here has more. */
  static @Nullable Double rounded(@Nullable Double value) {
    return value == null || value == 0
        ? value
        : Double.valueOf(String.format(java.util.Locale.ROOT, "%.3g", value));
  }
}
