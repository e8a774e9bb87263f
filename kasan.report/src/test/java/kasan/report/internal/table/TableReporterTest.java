// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
}
