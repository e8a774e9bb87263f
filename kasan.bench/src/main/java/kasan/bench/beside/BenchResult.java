// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;

/**
 * All rows, with the machine they are from.
 *
 * @param machine in words
 * @param rows in the order in which they were measured
 */
record BenchResult(String machine, List<Row> rows) implements Result {

  BenchResult {
    rows = List.copyOf(rows);
  }

  @Override
  public String verb() {
    return "bench";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("machine", machine);
    tree.put("rows", rows.stream().map(Row::tree).toList());
    return tree;
  }

  @Override
  public List<Section> sections() {
    List<List<@Nullable Object>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          Collections.unmodifiableList(
              Arrays.<@Nullable Object>asList(
                  row.what(),
                  row.scheme(),
                  row.instrumentation(),
                  row.pattern(),
                  Row.rounded(row.model()),
                  Row.rounded(row.peer()),
                  row.unit(),
                  Row.rounded(row.ratio()),
                  row.spread() == null ? null : Math.round(100 * row.spread()))));
    }
    return List.of(
        new Section.Text("", List.of(machine)),
        new Section.Table(
            "The model beside native code in the same run; ratio: how fast the model is, the peer being 1",
            List.of(
                new Section.Column("what", "what", ""),
                new Section.Column("scheme", "scheme", ""),
                new Section.Column("instrumentation", "instr.", ""),
                new Section.Column("pattern", "pattern", ""),
                new Section.Column("model", "model", ""),
                new Section.Column("peer", "peer", ""),
                new Section.Column("unit", "unit", ""),
                new Section.Column("ratio", "ratio", ""),
                new Section.Column("spread", "+-", "%")),
            cells));
  }
}
