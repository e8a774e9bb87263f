// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.report.html.internal.sample.Samples;
import kasan.testkit.ReporterConformance;

class PngConformanceTest extends ReporterConformance {
  @Override
  protected Reporter reporter() {
    return new PngReporter();
  }

  @Override
  protected Result result() {
    return Samples.compared();
  }
}
