// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.Results;
import kasan.report.internal.csv.CsvReporter;
import kasan.report.internal.sample.Sample;
import kasan.report.internal.table.TableReporter;
import org.junit.jupiter.api.Test;

class JsonReporterTest {
  private final JsonReporter reporter = new JsonReporter();

  @Test
  void writesKeysInTheirOrderAndNumbersInFull() {
    String golden = Sample.golden("compared.json");
    String tree = golden.substring(0, golden.lastIndexOf("\n}"));
    String behind = ",\n  \"kasan-result\": {\n    \"verb\": \"sample\",\n    \"version\": \"";
    String printed = Sample.print(reporter, Sample.compared());
    assertEquals(tree + behind, printed.substring(0, tree.length() + behind.length()));
  }

  @Test
  void noNumberHasAnExponentAndWhatIsNoNumberIsNull() {
    String printed =
        Sample.print(
            reporter,
            Sample.of(
                Sample.map("small", new BigDecimal("1E-9"), "large", 1e22, "gap", Double.NaN)));
    String tree =
        "{\n  \"small\": 0.000000001,\n  \"large\": 10000000000000000000000,\n  \"gap\": null,\n";
    assertEquals(tree, printed.substring(0, tree.length()));
  }

  /** Reporters round a double, in a table that people read, and print a decimal as it is. */
  @Test
  void whatIsReadBackPrintsTheSame() {
    Result compared = Sample.compared();
    String printed = Sample.print(reporter, compared);
    Result read = Results.read(printed);

    assertEquals("sample", read.verb());
    assertEquals(compared.tree().keySet(), read.tree().keySet());
    assertEquals(printed, Sample.print(reporter, read));
    for (Reporter each : List.of(new TableReporter(), new CsvReporter())) {
      assertEquals(Sample.print(each, compared), Sample.print(each, read));
    }
    Section cells =
        new Section.Table(
            "",
            List.of(new Section.Column("a", "", ""), new Section.Column("b", "", "")),
            List.of(Sample.row(2.0, new BigDecimal("2.0")), Sample.row(1e9, 0.001)));
    assertEquals(List.of(cells), Results.read(Sample.print(reporter, Sample.of(cells))).sections());
  }

  /** What somebody else's tree has under the key stays; it cannot be read back. */
  @Test
  void aTreeKeepsItsOwnKey() {
    assertEquals(
        "{\n  \"kasan-result\": 1\n}\n",
        Sample.print(reporter, Sample.of(Sample.map(Results.KEY, 1L))));
  }

  @Test
  void refusesWhatIsNoPlainValue() {
    assertEquals(
        "no plain value: java.util.Optional",
        assertThrows(
                IllegalArgumentException.class,
                () -> Sample.print(reporter, Sample.of(Sample.map("odd", Optional.of(1)))))
            .getMessage());
  }
}
