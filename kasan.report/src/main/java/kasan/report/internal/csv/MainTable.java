// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.finding.Findings;
import org.jspecify.annotations.Nullable;

/**
 * The one table that a result is about: its {@code rows}, maps inside them spread over columns such
 * as {@code memory.staticKb}; without rows the table of its findings, or the first table that
 * people would read; without any table its text, a line a record.
 */
final class MainTable {
  private MainTable() {}

  /** Records, the first of them the heads. */
  static List<List<@Nullable Object>> of(Result result) {
    if (result.tree().get("rows") instanceof List<?> rows) {
      return spread(rows);
    }
    Section.Table findings = result instanceof Findings list ? list.table() : null;
    if (findings != null) {
      return asRead(findings);
    }
    for (Section section : result.sections()) {
      if (section instanceof Section.Table table) {
        return asRead(table);
      }
    }
    return lines(result.sections());
  }

  private static List<List<@Nullable Object>> spread(List<?> rows) {
    var columns = new LinkedHashSet<String>();
    var flat = new ArrayList<Map<String, @Nullable Object>>();
    for (Object row : rows) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      spread("", row, values);
      columns.addAll(values.keySet());
      flat.add(values);
    }
    var records = new ArrayList<List<@Nullable Object>>();
    records.add(new ArrayList<@Nullable Object>(columns));
    for (Map<String, @Nullable Object> values : flat) {
      var record = new ArrayList<@Nullable Object>();
      for (String column : columns) {
        record.add(values.get(column));
      }
      records.add(record);
    }
    return records;
  }

  private static void spread(
      String path, @Nullable Object value, Map<String, @Nullable Object> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, inner) -> spread(path.isEmpty() ? key.toString() : path + "." + key, inner, into));
    } else {
      into.put(path, value);
    }
  }

  private static List<List<@Nullable Object>> asRead(Section.Table table) {
    var records = new ArrayList<List<@Nullable Object>>();
    var heads = new ArrayList<@Nullable Object>();
    table.columns().forEach(column -> heads.add(column.key()));
    records.add(heads);
    records.addAll(table.rows());
    return records;
  }

  private static List<List<@Nullable Object>> lines(List<Section> sections) {
    var records = new ArrayList<List<@Nullable Object>>();
    records.add(List.of("text"));
    for (Section section : sections) {
      if (section instanceof Section.Text text) {
        text.lines().forEach(line -> records.add(List.of(line)));
      }
    }
    return records;
  }
}
