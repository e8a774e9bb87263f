// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import kasan.api.report.Reporter;
import kasan.testkit.ReporterConformance;

class JsonConformanceTest extends ReporterConformance {
  @Override
  protected Reporter reporter() {
    return new JsonReporter();
  }
}
