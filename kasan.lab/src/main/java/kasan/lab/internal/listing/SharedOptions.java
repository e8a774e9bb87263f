// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.option.OptionSpec;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import org.jspecify.annotations.Nullable;

/**
 * Options of owners of which many have the same: each is told once, then the defaults that differ
 * from owner to owner, then what one owner has alone.
 */
final class SharedOptions {
  private static final String DIFFERS = "differs";

  private final String owner;
  private final Map<String, List<OptionSpec>> byOwner = new LinkedHashMap<>();

  /** What makes options of two owners the same. */
  private record Same(String name, String range, String title) {
    static Same of(OptionSpec option) {
      return new Same(option.name(), option.range(), option.title());
    }
  }

  /**
   * @param owner what one of the owners is called: workload
   */
  SharedOptions(String owner) {
    this.owner = owner;
  }

  void add(String name, List<OptionSpec> options) {
    byOwner.put(name, options);
  }

  /** Tables of them. */
  List<Section> sections() {
    Map<Same, Map<String, String>> defaults = new LinkedHashMap<>();
    byOwner.forEach(
        (name, options) ->
            options.forEach(
                option ->
                    defaults
                        .computeIfAbsent(Same.of(option), key -> new LinkedHashMap<>())
                        .put(name, option.defaultValue())));
    var shared = new ArrayList<Same>();
    defaults.forEach(
        (option, values) -> {
          if (values.size() > 1) {
            shared.add(option);
          }
        });
    var sections = new ArrayList<Section>();
    if (!shared.isEmpty()) {
      sections.add(shared(shared, defaults));
      List<Same> differing =
          shared.stream().filter(option -> differ(defaults.get(option))).toList();
      if (!differing.isEmpty()) {
        sections.add(differing(differing, defaults));
      }
    }
    var own = new OptionRows();
    byOwner.forEach(
        (name, options) ->
            own.add(
                name,
                options.stream().filter(option -> !shared.contains(Same.of(option))).toList()));
    if (!own.isEmpty()) {
      sections.add(own.table());
    }
    return sections;
  }

  private static boolean differ(@Nullable Map<String, String> values) {
    return values != null && values.values().stream().distinct().count() > 1;
  }

  private Table shared(List<Same> options, Map<Same, Map<String, String>> defaults) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Same option : options) {
      Map<String, String> values = defaults.getOrDefault(option, Map.of());
      List<@Nullable Object> line = new ArrayList<>();
      line.add(option.name());
      line.add(option.range());
      line.add(differ(values) ? DIFFERS : values.values().iterator().next());
      line.add(option.title());
      line.add(values.size() == byOwner.size() ? "all" : String.join(" ", values.keySet()));
      cells.add(line);
    }
    var columns =
        new ArrayList<>(
            List.of(
                new Column("option", "option", ""),
                new Column("values", "values", ""),
                new Column("default", "default", ""),
                new Column("title", "what it does", ""),
                new Column("of", "of", "")));
    if (cells.stream().allMatch(line -> "all".equals(line.get(columns.size() - 1)))) {
      columns.remove(columns.size() - 1);
      cells.forEach(line -> line.remove(line.size() - 1));
    }
    String name = owner.toUpperCase(Locale.ROOT);
    return new Table("Options of " + owner + "s: --set " + name + ".OPTION=VALUE", columns, cells);
  }

  private Table differing(List<Same> options, Map<Same, Map<String, String>> defaults) {
    var columns = new ArrayList<Column>();
    columns.add(new Column(owner, owner, ""));
    options.forEach(option -> columns.add(new Column(option.name(), option.name(), "")));
    var cells = new ArrayList<List<@Nullable Object>>();
    for (String name : byOwner.keySet()) {
      List<@Nullable Object> line = new ArrayList<>();
      line.add(name);
      options.forEach(option -> line.add(defaults.getOrDefault(option, Map.of()).get(name)));
      cells.add(line);
    }
    return new Table("Defaults that differ", columns, cells);
  }
}
