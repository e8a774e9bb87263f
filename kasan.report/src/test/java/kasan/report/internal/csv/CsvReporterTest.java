// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.report.internal.sample.Sample;
import org.junit.jupiter.api.Test;

class CsvReporterTest {
  private final CsvReporter reporter = new CsvReporter();

  @Test
  void writesTheRowsWithQuotesWhereTheyAreNeeded() {
    assertEquals(Sample.golden("compared.csv"), Sample.print(reporter, Sample.compared()));
  }

  @Test
  void listsStandInOneField() {
    assertEquals(
        "name,instrumentation,options\r\npage,outline inline,page.order page.recheck\r\n",
        Sample.print(
            reporter,
            Sample.of(
                Sample.map(
                    "rows",
                    List.of(
                        Sample.map(
                            "name",
                            "page",
                            "instrumentation",
                            List.of("outline", "inline"),
                            "options",
                            List.of(
                                Sample.map("set", "page.order", "default", "byte-first"),
                                Sample.map("set", "page.recheck", "default", "on"))))))));
  }

  @Test
  void withoutRowsTheFirstTableIsWritten() {
    assertEquals(
        "level,entries\r\npte,512\r\n",
        Sample.print(
            reporter,
            Sample.of(
                new Section.Text("", List.of("x86")),
                new Section.Table(
                    "Levels",
                    List.of(new Column("level", "level", ""), new Column("entries", "entries", "")),
                    List.of(Sample.row("pte", 512L))))));
  }

  @Test
  void withoutAnyTableTheTextIsWritten() {
    assertEquals(
        "text\r\n\"page is there, active\"\r\n",
        Sample.print(reporter, Sample.of(new Section.Text("", List.of("page is there, active")))));
  }
}
