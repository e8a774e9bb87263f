// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import kasan.api.report.Medium;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.report.internal.sample.Sample;
import org.junit.jupiter.api.Test;

class TableReporterTest {
  private final TableReporter reporter = new TableReporter();

  private String print(Section... sections) {
    return Sample.print(reporter, Sample.of(sections));
  }

  @Test
  void printsSectionsInReadingOrder() {
    assertEquals(Sample.golden("compared.txt"), Sample.print(reporter, Sample.compared()));
  }

  @Test
  void groupsThousandsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Result result = Sample.compared();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(Sample.golden("compared.txt"), Sample.print(reporter, result));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unitsThatDifferStandInTheHeads() {
    assertEquals(
        """
        Work
        scheme  maps  stored (bytes)
        ------  ----  --------------
        page      12           3,456
        """,
        print(
            new Section.Table(
                "Work",
                List.of(
                    new Column("scheme", "scheme", ""),
                    new Column("maps", "maps", ""),
                    new Column("stored", "stored", "bytes")),
                List.of(Sample.row("page", 12L, 3456L)))));
  }

  @Test
  void headsAreBrokenOnlyWhereTheTableWouldBeTooWide() {
    var columns = new ArrayList<Column>();
    var cells = new ArrayList<Object>();
    columns.add(new Column("scheme", "scheme", ""));
    cells.add("page");
    for (int i = 0; i < 8; i++) {
      columns.add(new Column("c" + i, "blocks with shadow", ""));
      cells.add(1_000_000L + i);
    }
    String text = print(new Section.Table("", columns, List.of(Sample.row(cells.toArray()))));
    assertEquals(
        List.of("blocks", "with", "shadow"),
        text.lines().limit(3).map(line -> line.substring(line.length() - 9).strip()).toList());
  }

  @Test
  void aTableTooWideIsCutAndRepeatsItsFirstColumn() {
    var columns = new ArrayList<Column>();
    var cells = new ArrayList<Object>();
    columns.add(new Column("scheme", "scheme", ""));
    cells.add("page");
    for (int i = 0; i < 20; i++) {
      columns.add(new Column("c" + i, "column" + i, ""));
      cells.add(1_000_000L + i);
    }
    String text = print(new Section.Table("Wide", columns, List.of(Sample.row(cells.toArray()))));
    assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
    assertEquals(2, text.lines().filter(line -> line.startsWith("page")).count(), text);
    for (int i = 0; i < 20; i++) {
      assertTrue(text.contains(String.format(Locale.ROOT, "%,d", 1_000_000L + i)), text);
    }
  }

  @Test
  void aWideColumnOfWordsIsBrokenBetweenWords() {
    String words = "how a page whose use is not known counts ".repeat(5).strip();
    String text =
        print(
            new Section.Table(
                "Options",
                List.of(new Column("set", "--set", ""), new Column("title", "what it does", "")),
                List.of(Sample.row("unknown", words), Sample.row("other", "short"))));
    assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
    assertEquals(
        words,
        text.lines()
            .skip(3)
            .takeWhile(l -> !l.startsWith("other"))
            .map(l -> l.substring(9))
            .reduce((a, b) -> a + " " + b)
            .orElseThrow());
  }

  @Test
  void longLinesHangBelowTheirStart() {
    String text = print(new Section.Text("Notes", List.of("  " + "word ".repeat(40).strip())));
    List<String> lines = text.lines().toList();
    assertEquals("Notes", lines.get(0));
    assertTrue(lines.get(1).startsWith("  word"), text);
    assertTrue(lines.get(2).startsWith("    word"), text);
  }

  /** Tables of words and numbers as verbs have them, on every width that a terminal has. */
  @Test
  void everyWidthIsKeptAndNoNumberIsBroken() throws IOException {
    var random = new Random(7);
    for (int width = 80; width <= 250; width++) {
      var columns = new ArrayList<Column>();
      var row = new ArrayList<Object>();
      int many = 2 + random.nextInt(12);
      for (int c = 0; c < many; c++) {
        boolean words = c == 0 || random.nextInt(3) == 0;
        columns.add(new Column("c" + c, "a head of column " + c, words ? "" : "kB"));
        row.add(words ? "some words ".repeat(1 + random.nextInt(12)).strip() : random.nextLong());
      }
      var table = new Section.Table("A title", columns, List.of(Sample.row(row.toArray())));
      var notes = new Section.Text("Notes", List.of("  1,234 kB of " + "some words ".repeat(40)));
      String text = print(new Medium(width, false), table, notes);
      for (String line : text.lines().toList()) {
        assertTrue(line.length() <= width, width + ": " + line);
      }
      for (Object cell : row) {
        if (cell instanceof Long number) {
          assertTrue(text.contains(String.format(Locale.ROOT, "%,d", number)), text);
        }
      }
    }
  }

  @Test
  void coloursChangeNothingButTheLook() throws IOException {
    var table =
        new Section.Table(
            "Work",
            List.of(new Column("scheme", "scheme", ""), new Column("maps", "maps", "")),
            List.of(Sample.row("page", 12L)));
    String plain = print(new Medium(100, false), table);
    String colour = print(new Medium(100, true), table);
    assertTrue(colour.startsWith("\u001b[1mWork\u001b[0m\n"), colour);
    assertEquals(plain, colour.replaceAll("\u001b\\[[0-9]+m", ""));
    assertFalse(plain.contains("\u001b"), plain);
  }

  private String print(Medium medium, Section... sections) throws IOException {
    var bytes = new ByteArrayOutputStream();
    reporter.write(Sample.of(sections), bytes, medium);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
