// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import kasan.api.report.Reporter;
import kasan.report.internal.json.JsonReporter;
import kasan.testkit.ReporterConformance;

class HtmlConformanceTest extends ReporterConformance {
  @Override
  protected Reporter reporter() {
    return new HtmlReporter(new JsonReporter());
  }
}
