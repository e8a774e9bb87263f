// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One published figure beside the model's.
 *
 * @param table it stands in
 * @param quantity what it is
 * @param published the figure, or what a real guest had
 * @param model the model's; null when it was not asked
 * @param unit of both
 * @param calibrated whether the model was fitted to it
 */
record Line(
    String table,
    String quantity,
    double published,
    @Nullable Double model,
    String unit,
    boolean calibrated) {
  private static final int DIGITS = 2;

  static Line derived(
      String table, String quantity, double published, @Nullable Double model, String unit) {
    return new Line(table, quantity, published, model, unit, false);
  }

  static Line calibrated(
      String table, String quantity, double published, @Nullable Double model, String unit) {
    return new Line(table, quantity, published, model, unit, true);
  }

  String basis() {
    return calibrated ? "calibrated" : "derived";
  }

  static @Nullable BigDecimal rounded(@Nullable Double value) {
    return value == null
        ? null
        : BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
  }

  /** By how much the model is above; null without model, or where nothing was published but 0. */
  @Nullable BigDecimal errorPercent() {
    if (model == null || published == 0 && model != 0) {
      return null;
    }
    return rounded(published == 0 ? 0.0 : 100 * (model - published) / published);
  }

  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("table", table);
    tree.put("quantity", quantity);
    tree.put("published", rounded(published));
    tree.put("model", rounded(model));
    tree.put("unit", unit);
    tree.put("errorPercent", errorPercent());
    tree.put("basis", basis());
    return tree;
  }
}
