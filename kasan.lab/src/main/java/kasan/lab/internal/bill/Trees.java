// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import org.jspecify.annotations.Nullable;

/** Looks into the trees that machines read, for what people read of them. */
public final class Trees {
  private Trees() {}

  /** The value at a path such as {@code memory.staticKb}; null where there is none. */
  public static @Nullable Object at(Map<String, @Nullable Object> tree, String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? tree.get(path)
        : map(tree, path.substring(0, dot)).get(path.substring(dot + 1));
  }

  /** The map of a key; empty where there is none. */
  public static Map<String, @Nullable Object> map(Map<String, @Nullable Object> tree, String key) {
    return asMap(tree.get(key));
  }

  /** The maps in the list of a key; empty where there is none. */
  @SuppressWarnings("unchecked") // what such a list holds, everywhere in a result
  public static List<Map<String, @Nullable Object>> maps(
      Map<String, @Nullable Object> tree, String key) {
    return tree.get(key) instanceof List<?> list
        ? (List<Map<String, @Nullable Object>>) list
        : List.of();
  }

  /** A value as a map; empty where it is none. */
  @SuppressWarnings("unchecked") // keys are text, everywhere in a result
  public static Map<String, @Nullable Object> asMap(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, @Nullable Object>) value : Map.of();
  }

  /** A value in words: thousands apart; a dash for what was not measured. */
  public static String words(@Nullable Object value) {
    return value instanceof Long whole
        ? String.format(Locale.ROOT, "%,d", whole)
        : value == null ? "-" : value.toString();
  }

  /** A table of what lies in each row at the paths that are keys of the columns. */
  public static Table table(
      String title, List<Column> columns, List<Map<String, @Nullable Object>> rows) {
    var cells = new ArrayList<List<@Nullable Object>>();
    rows.forEach(row -> cells.add(cells(columns, row)));
    return new Table(title, columns, cells);
  }

  /** What lies in a row at the paths that are keys of the columns. */
  public static List<@Nullable Object> cells(
      List<Column> columns, Map<String, @Nullable Object> row) {
    var cells = new ArrayList<@Nullable Object>();
    columns.forEach(column -> cells.add(at(row, column.key())));
    return cells;
  }
}
