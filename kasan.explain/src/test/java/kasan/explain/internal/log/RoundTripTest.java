// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
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
