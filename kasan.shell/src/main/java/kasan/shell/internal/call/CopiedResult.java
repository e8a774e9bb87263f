// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * A result of somebody else's verb, asked for once, through the wall, and held against what a
 * result may be: a reporter never meets the verb's own code.
 */
record CopiedResult(
    String verb,
    int status,
    Map<String, @Nullable Object> tree,
    Map<String, @Nullable Object> chartData,
    List<Section> sections)
    implements Result {
  private static final int DEEPEST = 64;
  private static final int MOST = 1 << 24;
  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Long.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class);

  /**
   * @param code whose result it is
   * @throws ForeignFailure when it cannot be had, or is none
   */
  static Result of(ForeignCode code, Result result) {
    return ForeignCalls.answer(code, () -> new Copying(code).copy(result));
  }

  /** One result while it is copied. */
  private static final class Copying {
    private final ForeignCode code;
    private int parts;

    Copying(ForeignCode code) {
      this.code = code;
    }

    Result copy(Result result) {
      int status = result.status();
      if (status != 0 && status != 1) {
        throw wrong("its status is " + status + ", not 0 or 1");
      }
      Map<String, @Nullable Object> tree = map(result.tree(), 0);
      Map<String, @Nullable Object> chartData = map(result.chartData(), 0);
      List<Section> sections = new ArrayList<>();
      for (Object section : list(result.sections(), "its sections")) {
        sections.add(section(section));
      }
      return new CopiedResult(
          some(result.verb(), "its verb"), status, tree, chartData, List.copyOf(sections));
    }

    private ForeignFailure wrong(String what) {
      return ForeignFailure.told(code, "gave a result that is none: " + what);
    }

    private <T> T some(@Nullable T part, String what) {
      if (part == null) {
        throw wrong(what + " is null");
      }
      return part;
    }

    private List<@Nullable Object> list(@Nullable Iterable<?> given, String what) {
      var copy = new ArrayList<@Nullable Object>();
      for (Object each : some(given, what)) {
        count();
        copy.add(each);
      }
      return copy;
    }

    private void count() {
      if (++parts > MOST) {
        throw wrong("it does not end");
      }
    }

    private Map<String, @Nullable Object> map(@Nullable Map<?, ?> given, int depth) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      for (Object each : list(some(given, "a map").entrySet(), "a map")) {
        var entry = (Map.Entry<?, ?>) some(each, "an entry");
        if (!(entry.getKey() instanceof String key)) {
          throw wrong("a key is no word");
        }
        copy.put(key, value(entry.getValue(), depth + 1));
      }
      return Collections.unmodifiableMap(copy);
    }

    private @Nullable Object value(@Nullable Object given, int depth) {
      if (depth > DEEPEST) {
        throw wrong("it is nested more than " + DEEPEST + " deep");
      }
      if (given instanceof Map<?, ?> map) {
        return map(map, depth);
      }
      if (given instanceof Iterable<?> several) {
        var copy = new ArrayList<@Nullable Object>();
        for (Object each : several) {
          count();
          copy.add(value(each, depth + 1));
        }
        return Collections.unmodifiableList(copy);
      }
      return plain(given);
    }

    /** Reporters know few kinds of numbers; the others become one of those. */
    private @Nullable Object plain(@Nullable Object given) {
      if (given instanceof Byte || given instanceof Short || given instanceof Integer) {
        return ((Number) given).longValue();
      }
      if (given instanceof Float number) {
        return Double.valueOf(number.toString()); // as it reads, without digits of its own
      }
      if (given == null || PLAIN.contains(given.getClass())) {
        return given;
      }
      throw wrong("it holds a " + given.getClass().getName() + ", not a word or number");
    }

    private Section section(@Nullable Object given) {
      if (given instanceof Section.Text text) {
        some(text.title(), "a title");
        return text;
      } else if (given instanceof Section.Table table) {
        return table(table);
      } else if (given instanceof Section.Series series) {
        return series(series);
      }
      throw wrong("a section is null");
    }

    private Section.Table table(Section.Table table) {
      int columns = table.columns().size();
      for (Section.Column column : table.columns()) {
        some(column.key(), "the key of a column");
        some(column.title(), "the title of a column");
        some(column.unit(), "the unit of a column");
      }
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (List<@Nullable Object> row : table.rows()) {
        List<@Nullable Object> cells = list(row, "a row");
        if (cells.size() != columns) {
          throw wrong("a row of " + cells.size() + " cells in a table of " + columns + " columns");
        }
        cells.replaceAll(this::plain);
        rows.add(Collections.unmodifiableList(cells));
      }
      return new Section.Table(some(table.title(), "a title"), table.columns(), rows);
    }

    private Section.Series series(Section.Series series) {
      some(series.title(), "a title");
      some(series.axis(), "an axis");
      some(series.unit(), "a unit");
      int points = some(series.points(), "an axis").length;
      for (Section.Curve curve : series.curves()) {
        some(curve.name(), "the name of a curve");
        if (some(curve.values(), "a curve").length != points) {
          throw wrong("a curve of another length than its axis");
        }
      }
      return series;
    }
  }
}
