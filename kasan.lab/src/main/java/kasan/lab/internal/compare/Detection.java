// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.option.Options;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import kasan.lab.api.SchemeCoverage;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.internal.bill.Trees;
import org.jspecify.annotations.Nullable;

/** What the suite is known to come to on the schemes of a comparison. */
final class Detection {
  private static final List<String> WAYS = List.of("outline", "inline", "hardware");

  private final List<SchemeCoverage> known;

  Detection(List<SchemeCoverage> known) {
    this.known = List.copyOf(known);
  }

  /**
   * Found and of, by instrumentation.
   *
   * @return null for a scheme that was not tried, or not with these options
   */
  @Nullable Map<String, @Nullable Object> of(Entrant entrant) {
    String component = ForeignServices.own(entrant.scheme().service()).getClass().getName();
    if (known.stream().noneMatch(each -> each.component().equals(component))) {
      return null;
    }
    Options standard = Options.of(entrant.name(), entrant.scheme().service().options(), Map.of());
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    for (SchemeCoverage each : known) {
      if (each.scheme().equals(entrant.name())
          && each.component().equals(component)
          && entrant.scheme().options().asMap().equals(standard.asMap())) {
        Map<String, @Nullable Object> counts = new LinkedHashMap<>();
        counts.put("found", each.found());
        counts.put("of", each.of());
        tree.put(each.instrumentation(), counts);
      }
    }
    return tree.isEmpty() ? null : tree;
  }

  /** The coverage of rows, in percent; null where no row has any. */
  static @Nullable Table table(List<Map<String, @Nullable Object>> rows) {
    List<Column> columns = new ArrayList<>(List.of(new Column("scheme", "scheme", "")));
    for (String way : WAYS) {
      columns.add(new Column("coverage." + way, way, "%"));
    }
    columns.add(new Column("coverage.of", "cases", ""));
    List<List<@Nullable Object>> lines = new ArrayList<>();
    boolean any = false;
    for (Map<String, @Nullable Object> row : rows) {
      List<@Nullable Object> line = new ArrayList<>();
      line.add(row.get("scheme"));
      Object of = null;
      for (String way : WAYS) {
        Object counts = Trees.at(row, "coverage." + way);
        line.add(percent(counts));
        of = counts instanceof Map<?, ?> map ? map.get("of") : of;
      }
      line.add(of);
      any |= of != null;
      if (of != null || row.get("coverage") == null && Measured.OK.equals(row.get("status"))) {
        lines.add(line);
      }
    }
    return any ? new Table("Cases of the suite whose bugs are found", columns, lines) : null;
  }

  private static @Nullable BigDecimal percent(@Nullable Object counts) {
    if (counts instanceof Map<?, ?> map
        && map.get("found") instanceof Long found
        && map.get("of") instanceof Long of) {
      long tenths = (found * 2000 + of) / (2 * of);
      return BigDecimal.valueOf(tenths, 1);
    }
    return null;
  }
}
