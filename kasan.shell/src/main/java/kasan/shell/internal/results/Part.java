// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of two results, held against each other.
 *
 * @param name its key in the tree; empty for the values outside of lists
 * @param rows that both have
 * @param values that both have or one of them has, in those rows
 * @param changes values that differ
 * @param onlyInA names of rows that the second result does not have
 * @param onlyInB names of rows that the first does not have
 */
record Part(
    String name,
    int rows,
    int values,
    List<Change> changes,
    List<String> onlyInA,
    List<String> onlyInB) {
  /** Two lists of rows. */
  static Part of(
      String name, List<Map<String, @Nullable Object>> a, List<Map<String, @Nullable Object>> b) {
    RowKeys keys = RowKeys.of(a, b);
    Map<String, Map<String, @Nullable Object>> namedA = keys.named(a);
    Map<String, Map<String, @Nullable Object>> namedB = keys.named(b);
    var changes = new ArrayList<Change>();
    var onlyInA = new ArrayList<String>();
    int rows = 0;
    int values = 0;
    for (Map.Entry<String, Map<String, @Nullable Object>> row : namedA.entrySet()) {
      Map<String, @Nullable Object> other = namedB.remove(row.getKey());
      if (other == null) {
        onlyInA.add(row.getKey());
      } else {
        rows++;
        values += compare(row.getKey(), keys.columns(), row.getValue(), other, changes);
      }
    }
    return new Part(name, rows, values, changes, onlyInA, List.copyOf(namedB.keySet()));
  }

  /** Values outside of lists. */
  static Part of(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    var changes = new ArrayList<Change>();
    int values = compare("", List.of(), a, b, changes);
    return new Part("", 0, values, changes, List.of(), List.of());
  }

  private static int compare(
      String row,
      List<String> keys,
      Map<String, @Nullable Object> a,
      Map<String, @Nullable Object> b,
      List<Change> changes) {
    var columns = new LinkedHashSet<>(a.keySet());
    columns.addAll(b.keySet());
    keys.forEach(columns::remove);
    for (String column : columns) {
      if (!Values.same(a.get(column), b.get(column))) {
        changes.add(new Change(row, column, a.get(column), b.get(column)));
      }
    }
    return columns.size();
  }

  boolean differs() {
    return !changes.isEmpty() || !onlyInA.isEmpty() || !onlyInB.isEmpty();
  }

  /** Whether a change passes a threshold; a row that only one has passes any. */
  boolean passes(BigDecimal threshold) {
    return !onlyInA.isEmpty()
        || !onlyInB.isEmpty()
        || changes.stream().anyMatch(change -> change.passes(threshold));
  }

  /** The figure that changed most, in percent; null where none can be told. */
  @Nullable Change largest() {
    Change largest = null;
    BigDecimal most = BigDecimal.ZERO;
    for (Change change : changes) {
      BigDecimal percent = change.percent();
      if (percent != null && (largest == null || percent.abs().compareTo(most) > 0)) {
        largest = change;
        most = percent.abs();
      }
    }
    return largest;
  }
}
