// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import kasan.api.option.OptionSpec;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import org.jspecify.annotations.Nullable;

/** Options as users set them, collected from their owners. */
final class OptionRows {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("set", "--set", ""),
          new Column("values", "values", ""),
          new Column("default", "default", ""),
          new Column("title", "what it does", ""));

  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /**
   * Adds the options of one owner.
   *
   * @param owner empty for the kernel itself
   * @return them for a tree
   */
  List<Map<String, @Nullable Object>> add(String owner, List<OptionSpec> options) {
    var list = new ArrayList<Map<String, @Nullable Object>>();
    for (OptionSpec option : options) {
      String set = owner.isEmpty() ? option.name() : owner + "." + option.name();
      list.add(row(set, option.range(), option.defaultValue(), option.title()));
    }
    return list;
  }

  /** Adds settings of a recorded machine; they take text, and have no owner. */
  List<Map<String, @Nullable Object>> add(SortedMap<String, String> settings) {
    var list = new ArrayList<Map<String, @Nullable Object>>();
    settings.forEach((name, title) -> list.add(row(name, null, null, title)));
    return list;
  }

  private Map<String, @Nullable Object> row(
      String set, @Nullable String values, @Nullable String byDefault, String title) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("set", set);
    map.put("values", values);
    map.put("default", byDefault);
    map.put("title", title);
    var row = new ArrayList<@Nullable Object>(map.values());
    // Several readers may take the same setting.
    if (!rows.contains(row)) {
      rows.add(row);
    }
    return map;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  Table table() {
    return new Table("Options", COLUMNS, rows);
  }
}
