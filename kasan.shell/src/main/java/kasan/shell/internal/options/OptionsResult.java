// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.KnownOptions;
import org.jspecify.annotations.Nullable;

/**
 * Options and their values.
 *
 * @param options in their order
 * @param settings what is configured
 * @param notes what went wrong
 */
record OptionsResult(List<KnownOptions.Known> options, Settings settings, List<String> notes)
    implements Result {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("set", "--set", ""),
          new Column("value", "value", ""),
          new Column("from", "from", ""),
          new Column("default", "default", ""),
          new Column("values", "values", ""),
          new Column("title", "what it does", ""));

  /** Whose an option is, as users name the owner. */
  static String owner(KnownOptions.Known option) {
    return option.owner().isEmpty() ? "kernel" : option.owner();
  }

  @Override
  public String verb() {
    return "options";
  }

  private Map<String, @Nullable Object> row(KnownOptions.Known option) {
    String value = settings.of(option.owner()).get(option.spec().name());
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("set", option.key());
    row.put("owner", owner(option));
    row.put("value", value == null ? option.spec().defaultValue() : value);
    row.put("from", settings.origin(option.owner(), option.spec().name()));
    row.put("default", option.spec().defaultValue());
    row.put("values", option.spec().range());
    row.put("title", option.spec().title());
    return row;
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", options.stream().map(this::row).toList());
    tree.put("notes", notes);
    return tree;
  }

  @Override
  public List<Section> sections() {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (KnownOptions.Known option : options) {
      Map<String, @Nullable Object> row = row(option);
      List<@Nullable Object> line = new ArrayList<>();
      COLUMNS.forEach(column -> line.add(row.get(column.key())));
      cells.add(line);
    }
    var sections = new ArrayList<Section>();
    sections.add(new Section.Table("Options of the next run", COLUMNS, cells));
    if (!notes.isEmpty()) {
      sections.add(new Section.Text("", notes));
    }
    return sections;
  }
}
