// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.csv;

import kasan.api.report.Reporter;
import kasan.testkit.ReporterConformance;

class CsvConformanceTest extends ReporterConformance {
  @Override
  protected Reporter reporter() {
    return new CsvReporter();
  }
}
