// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.util.ArrayList;
import java.util.List;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import org.jspecify.annotations.Nullable;

/**
 * One table as lines: title, heads, broken over several lines where the table is too wide for the
 * page otherwise, a rule, rows. Numbers stand to the right. The unit that most numbers have stands
 * in the title, any other in its head. A table too wide for the page has its widest text column
 * broken over lines, or, where that does not help, is cut into several below each other that repeat
 * the first column.
 */
final class Grid {
  private static final String GAP = "  ";
  private static final int LEAST_TEXT = 24;

  private final Table table;
  private final int columns;
  private final String[][] cells;
  private final boolean[] numeric;
  private final int[] width;
  private final List<List<String>> heads = new ArrayList<>();
  private final String sharedUnit;

  Grid(Table table) {
    this.table = table;
    columns = table.columns().size();
    cells = new String[table.rows().size()][columns];
    numeric = new boolean[columns];
    width = new int[columns];
    fillCells();
    sharedUnit = sharedUnit();
    boolean breakHeads = !fitsWithWholeHeads();
    for (int c = 0; c < columns; c++) {
      String text = head(table.columns().get(c));
      int room = breakHeads ? Math.max(width[c], Words.longest(text)) : text.length();
      heads.add(Words.wrap(text, room));
      for (String line : heads.get(c)) {
        width[c] = Math.max(width[c], line.length());
      }
    }
  }

  private boolean fitsWithWholeHeads() {
    int total = GAP.length() * (columns - 1);
    for (int c = 0; c < columns; c++) {
      total += Math.max(width[c], head(table.columns().get(c)).length());
    }
    return total <= Page.WIDTH;
  }

  private void fillCells() {
    for (int c = 0; c < columns; c++) {
      boolean number = false;
      boolean word = false;
      for (int r = 0; r < cells.length; r++) {
        @Nullable Object value = table.rows().get(r).get(c);
        cells[r][c] = Cells.text(value);
        width[c] = Math.max(width[c], cells[r][c].length());
        number |= value instanceof Number;
        word |= value != null && !(value instanceof Number);
      }
      // A column in which nothing was measured stands where its numbers would.
      boolean empty = !number && !word && !table.columns().get(c).unit().isEmpty();
      numeric[c] = (number && !word) || empty;
    }
  }

  /**
   * The unit of most columns of numbers, when each of them has one and they are at least half of
   * the table; else empty.
   */
  private String sharedUnit() {
    String shared = "";
    long most = 0;
    for (int c = 0; c < columns; c++) {
      if (numeric[c]) {
        String unit = table.columns().get(c).unit();
        long same = countUnit(unit);
        if (unit.isEmpty()) {
          return "";
        }
        if (same >= most) {
          shared = unit;
          most = same;
        }
      }
    }
    return 2 * most >= columns - 1 ? shared : "";
  }

  private long countUnit(String unit) {
    long count = 0;
    for (int c = 0; c < columns; c++) {
      if (numeric[c] && table.columns().get(c).unit().equals(unit)) {
        count++;
      }
    }
    return count;
  }

  private String head(Column column) {
    String unit = column.unit();
    String title = column.title();
    if (unit.isEmpty() || unit.equals(sharedUnit)) {
      return title;
    }
    return title.isEmpty() ? unit : title + " (" + unit + ")";
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    String title = table.title();
    if (!sharedUnit.isEmpty()) {
      title += title.isEmpty() ? sharedUnit : ", " + sharedUnit;
    }
    if (!title.isEmpty()) {
      lines.add(title);
    }
    narrow();
    int first = 1;
    do {
      var part = new ArrayList<Integer>();
      int total = 0;
      if (columns > 0) {
        part.add(0);
        total = width[0];
      }
      while (first < columns && (part.size() == 1 || fits(total, first))) {
        total += GAP.length() + width[first];
        part.add(first++);
      }
      if (first < columns && lines.size() > 1) {
        lines.add("");
      }
      part(part, lines);
      if (first < columns) {
        lines.add("");
      }
    } while (first < columns);
    return lines;
  }

  private boolean fits(int total, int column) {
    return total + GAP.length() + width[column] <= Page.WIDTH;
  }

  /** Takes width from the widest column of words when the table is too wide. */
  private void narrow() {
    int total = GAP.length() * (columns - 1);
    int widest = -1;
    for (int c = 0; c < columns; c++) {
      total += width[c];
      if (c > 0 && !numeric[c] && (widest < 0 || width[c] > width[widest])) {
        widest = c;
      }
    }
    if (total > Page.WIDTH && widest > 0 && width[widest] - (total - Page.WIDTH) >= LEAST_TEXT) {
      width[widest] -= total - Page.WIDTH;
    }
  }

  private void part(List<Integer> part, List<String> lines) {
    int deepest = 0;
    for (int c : part) {
      deepest = Math.max(deepest, heads.get(c).size());
    }
    for (int i = 0; i < deepest; i++) {
      var line = new StringBuilder();
      for (int c : part) {
        List<String> head = heads.get(c);
        int at = i - (deepest - head.size());
        cell(line, c, at < 0 ? "" : head.get(at));
      }
      lines.add(line.toString());
    }
    var rule = new StringBuilder();
    for (int c : part) {
      cell(rule, c, "-".repeat(width[c]));
    }
    lines.add(rule.toString());
    for (String[] row : cells) {
      row(part, row, lines);
    }
  }

  private void row(List<Integer> part, String[] row, List<String> lines) {
    var pieces = new ArrayList<List<String>>();
    int height = 1;
    for (int c : part) {
      List<String> wrapped =
          row[c].length() <= width[c] ? List.of(row[c]) : Words.wrap(row[c], width[c]);
      pieces.add(wrapped);
      height = Math.max(height, wrapped.size());
    }
    for (int i = 0; i < height; i++) {
      var line = new StringBuilder();
      for (int p = 0; p < part.size(); p++) {
        List<String> wrapped = pieces.get(p);
        cell(line, part.get(p), i < wrapped.size() ? wrapped.get(i) : "");
      }
      lines.add(line.toString());
    }
  }

  private void cell(StringBuilder line, int column, String text) {
    if (column > 0) {
      line.append(GAP);
    }
    String padding = " ".repeat(Math.max(0, width[column] - text.length()));
    line.append(numeric[column] ? padding + text : text + padding);
  }
}
