// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import org.jspecify.annotations.Nullable;

/** A result with everything that a reporter must be able to write. */
final class SampleResult implements Result {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("scheme", "scheme", ""),
          new Column("staticKb", "static", "kB"),
          new Column("share", "share", "%"),
          new Column("found", "found", ""));

  private final List<List<@Nullable Object>> rows;
  private final boolean curves;

  private SampleResult(List<List<@Nullable Object>> rows, boolean curves) {
    this.rows = List.copyOf(rows);
    this.curves = curves;
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    var row = new ArrayList<@Nullable Object>();
    for (Object cell : cells) {
      row.add(cell);
    }
    return row;
  }

  /** Words that need care, large and negative numbers, missing ones, curves. */
  static SampleResult full() {
    return new SampleResult(
        List.of(
            row("plain", 3_145_732L, 12.5, true),
            row("with \"quotes\", commas; <tags> & blanks", 0L, null, false),
            row("größer \u2264 | pipe\ttab", Long.MAX_VALUE, -0.25, null)),
        true);
  }

  /** Columns that hold figures, by place. */
  static final int FIRST_FIGURE = 1;

  static final int FIGURES = 3;

  /** Nothing was measured. */
  static SampleResult unmeasured() {
    return new SampleResult(List.of(row("plain", null, null, null)), false);
  }

  /** One figure was measured, and is nought; the others were not. */
  static SampleResult noughtIn(int column) {
    List<@Nullable Object> row = row("plain", null, null, null);
    row.set(column, List.of(0L, 0.0, false).get(column - FIRST_FIGURE));
    return new SampleResult(List.of(row), false);
  }

  /** No row. */
  static SampleResult empty() {
    return new SampleResult(List.of(), false);
  }

  @Override
  public String verb() {
    return "sample";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    var maps = new ArrayList<Map<String, @Nullable Object>>();
    for (List<@Nullable Object> row : rows) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      for (int i = 0; i < COLUMNS.size(); i++) {
        map.put(COLUMNS.get(i).key(), row.get(i));
      }
      maps.add(map);
    }
    tree.put("input", null);
    tree.put("rows", maps);
    return tree;
  }

  @Override
  public List<Section> sections() {
    var sections = new ArrayList<Section>();
    sections.add(new Section.Text("", List.of("a line", "", "another")));
    sections.add(new Section.Table("A table", COLUMNS, rows));
    if (curves) {
      sections.add(
          new Section.Series(
              "Curves",
              "time, s",
              new double[] {0, 0.5, 1},
              "kB",
              List.of(new Section.Curve("plain", new double[] {1, 2, 1.5}))));
    }
    return sections;
  }
}
