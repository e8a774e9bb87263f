// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kasan.report.internal.linux.LinuxReport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a real kernel printed, read and printed again, is the same text. */
class RoundTripTest {
  @TestFactory
  List<DynamicTest> aRealReportComesBackLineByLine() {
    return RealReports.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> comesBack(name)))
        .toList();
  }

  /** The golden files of the printer: every class and every form. */
  @TestFactory
  List<DynamicTest> everyFormThatIsPrintedIsReadBack() throws IOException {
    Path goldens = Path.of("..", "kasan.report", "src/test/resources/kasan/report/internal/linux");
    try (Stream<Path> files = Files.list(goldens)) {
      List<Path> found = files.sorted().toList();
      assertEquals(20, found.size());
      return found.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> same(file)))
          .toList();
    }
  }

  private static void same(Path golden) throws IOException {
    String text = Files.readString(golden);
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size());
    assertEquals(List.of(), reports.get(0).unreadSamples());
    assertEquals(
        text.stripTrailing(), String.join("\n", LinuxReport.lines(reports.get(0).finding())));
  }

  private static void comesBack(String name) {
    List<ParsedReport> reports = RealReports.parse(RealReports.text(name)).reports();
    assertEquals(1, reports.size());
    ParsedReport report = reports.get(0);
    assertEquals(name, report.finding().bugClass());
    assertEquals(List.of(), report.unreadSamples());
    assertFalse(report.cutShort());
    assertEquals(
        String.join("\n", RealReports.withoutStamps(name)),
        String.join("\n", LinuxReport.lines(report.finding())));
  }
}
