// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a result as a person reads it. */
public sealed interface Section {
  /** Heading; empty for none. */
  String title();

  /**
   * Lines of text.
   *
   * @param title heading
   * @param lines without line ends
   */
  record Text(String title, List<String> lines) implements Section {
    /** Copies the list. */
    public Text {
      lines = List.copyOf(lines);
    }
  }

  /**
   * A table.
   *
   * @param title heading
   * @param columns left to right
   * @param rows each with a cell per column: a string, a number, a boolean, or null for not
   *     measured
   */
  record Table(String title, List<Column> columns, List<List<@Nullable Object>> rows)
      implements Section {
    /** Copies the list of columns. */
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Values over a common axis, for curves.
   *
   * @param title heading
   * @param axis what the axis is, with its unit
   * @param points along the axis, ascending
   * @param unit of the values
   * @param curves each with a value per point
   */
  @SuppressWarnings("ArrayRecordComponent") // thousands of numbers
  record Series(String title, String axis, double[] points, String unit, List<Curve> curves)
      implements Section {
    /** Copies the list. */
    public Series {
      curves = List.copyOf(curves);
    }
  }

  /**
   * A column of a table.
   *
   * @param key for machines, such as {@code staticKb}
   * @param title for people, such as {@code static}
   * @param unit {@code kB}, {@code pages}, ...; empty for a count or a word
   */
  record Column(String key, String title, String unit) {}

  /**
   * One curve of a series.
   *
   * @param name whose
   * @param values one per point
   */
  @SuppressWarnings("ArrayRecordComponent") // thousands of numbers
  record Curve(String name, double[] values) {}
}
