// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import kasan.api.report.Reporter;
import kasan.testkit.ReporterConformance;

class TableConformanceTest extends ReporterConformance {
  @Override
  protected Reporter reporter() {
    return new TableReporter();
  }
}
