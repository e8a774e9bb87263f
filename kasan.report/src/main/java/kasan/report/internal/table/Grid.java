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

  /** What a column of words keeps when others need room; a longer word keeps more. */
  private static final int LEAST_TEXT = 16;

  private final Table table;
  private final int columns;
  private final String[][] cells;
  private final boolean[] numeric;
  private final int[] width;
  private final List<List<String>> heads = new ArrayList<>();
  private final String sharedUnit;
  private final int page;

  /**
   * @param page width of the page, in characters
   */
  Grid(Table table, int page) {
    this.table = table;
    this.page = page;
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
    return total <= page;
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

  List<Line> lines() {
    var lines = new ArrayList<Line>();
    String title = table.title();
    if (!sharedUnit.isEmpty()) {
      title += title.isEmpty() ? sharedUnit : ", " + sharedUnit;
    }
    if (!title.isEmpty()) {
      lines.add(Line.title(title));
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
        lines.add(Line.plain(""));
      }
      part(part, lines);
      if (first < columns) {
        lines.add(Line.plain(""));
      }
    } while (first < columns);
    return lines;
  }

  private boolean fits(int total, int column) {
    return total + GAP.length() + width[column] <= page;
  }

  /**
   * Takes width from the columns of words, the widest first, when the table is too wide; from none
   * where all of them have not enough to give.
   */
  private void narrow() {
    int[] narrowed = width.clone();
    int[] least = new int[columns];
    for (int c = 0; c < columns; c++) {
      least[c] = numeric[c] ? width[c] : Math.min(width[c], Math.max(LEAST_TEXT, longestWord(c)));
    }
    int over = GAP.length() * (columns - 1) - page;
    for (int each : width) {
      over += each;
    }
    while (over > 0) {
      int widest = widest(narrowed, least);
      if (widest < 0) {
        narrowTheFirst(least);
        return;
      }
      int second = secondWidest(narrowed, least, widest);
      int gives =
          Math.min(
              over,
              narrowed[widest] - Math.max(least[widest], Math.min(second, narrowed[widest] - 1)));
      narrowed[widest] -= gives;
      over -= gives;
    }
    System.arraycopy(narrowed, 0, width, 0, columns);
  }

  /** A table that is cut repeats its first column, which is to leave room for others. */
  private void narrowTheFirst(int[] least) {
    for (int c = 0; c < columns; c++) {
      int most = c == 0 ? page / 2 : page - GAP.length() - Math.min(width[0], page / 2);
      width[c] = Math.max(least[c], Math.min(width[c], most));
    }
  }

  private int longestWord(int column) {
    int longest = 0;
    for (String[] row : cells) {
      longest = Math.max(longest, Words.longest(row[column]));
    }
    for (String line : heads.get(column)) {
      longest = Math.max(longest, line.length());
    }
    return longest;
  }

  private static int widest(int[] width, int[] least) {
    int widest = -1;
    for (int c = 0; c < width.length; c++) {
      if (width[c] > least[c] && (widest < 0 || width[c] > width[widest])) {
        widest = c;
      }
    }
    return widest;
  }

  private static int secondWidest(int[] width, int[] least, int widest) {
    int second = 0;
    for (int c = 0; c < width.length; c++) {
      if (c != widest && width[c] > least[c]) {
        second = Math.max(second, width[c]);
      }
    }
    return second;
  }

  private void part(List<Integer> part, List<Line> lines) {
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
      lines.add(Line.title(line.toString()));
    }
    var rule = new StringBuilder();
    for (int c : part) {
      cell(rule, c, "-".repeat(width[c]));
    }
    lines.add(Line.faint(rule.toString()));
    for (String[] row : cells) {
      row(part, row, lines);
    }
  }

  private void row(List<Integer> part, String[] row, List<Line> lines) {
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
      lines.add(Line.plain(line.toString()));
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
