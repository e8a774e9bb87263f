// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rows of two lists are called, so that they can be matched: the values of as few of their
 * first columns as tell all rows of each list apart. Words tell rows apart, and numbers that stand
 * before all words; figures behind them do not. Where that is not enough, rows of the same name are
 * matched in their order; rows that begin with neither by their place.
 */
final class RowKeys {
  private final List<String> columns;
  private final int used;

  private RowKeys(List<String> columns, int used) {
    this.columns = columns;
    this.used = used;
  }

  /** The keys for rows of two lists, either of which may be empty. */
  static RowKeys of(List<Map<String, @Nullable Object>> a, List<Map<String, @Nullable Object>> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    List<String> columns = candidates(all);
    for (int used = 1; used <= columns.size(); used++) {
      var keys = new RowKeys(columns, used);
      if (keys.tellApart(a) && keys.tellApart(b)) {
        return keys;
      }
    }
    return new RowKeys(columns, Math.min(1, columns.size()));
  }

  /** The first columns of all rows, up to the first that is no name. */
  private static List<String> candidates(List<Map<String, @Nullable Object>> rows) {
    var columns = new ArrayList<String>();
    boolean words = false;
    for (String column : rows.isEmpty() ? List.<String>of() : List.copyOf(rows.get(0).keySet())) {
      boolean word = rows.stream().allMatch(row -> row.get(column) instanceof String);
      boolean number = rows.stream().allMatch(row -> row.get(column) instanceof Number);
      if (!word && (!number || words)) {
        break;
      }
      columns.add(column);
      words |= word;
    }
    return words || columns.isEmpty() ? columns : columns.subList(0, 1);
  }

  private boolean tellApart(List<Map<String, @Nullable Object>> rows) {
    var names = new HashSet<String>();
    return rows.stream().allMatch(row -> names.add(name(row)));
  }

  private String name(Map<String, @Nullable Object> row) {
    return String.join(
        ", ",
        columns.subList(0, used).stream().map(column -> Values.text(row.get(column))).toList());
  }

  /** Columns that are part of the names. */
  List<String> columns() {
    return columns.subList(0, used);
  }

  /** Rows by name. */
  Map<String, Map<String, @Nullable Object>> named(List<Map<String, @Nullable Object>> rows) {
    var named = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    var counts = new HashMap<String, Integer>();
    for (Map<String, @Nullable Object> row : rows) {
      String name = name(row);
      int count = counts.merge(name, 1, Integer::sum);
      named.put(used == 0 ? "" + count : count == 1 ? name : name + " #" + count, row);
    }
    return named;
  }
}
