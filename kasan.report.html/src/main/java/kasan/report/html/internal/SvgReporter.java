// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.report.html.internal.chart.Charts;
import kasan.report.html.internal.chart.Drawing;
import kasan.report.html.internal.chart.Poster;
import kasan.report.html.internal.facts.Provenance;
import org.osgi.service.component.annotations.Component;

/** One chart of a result as a vector graphic. */
@Component(service = Reporter.class)
@ReporterInfo(
    name = "svg",
    title = "one chart as a vector graphic, --chart says which",
    extensions = "svg",
    charts = {
      "memory",
      "footprint",
      "detection",
      "timeline",
      "tradeoff",
      "fragmentation",
      "error",
      "series"
    })
public final class SvgReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    write(result, out, Rendering.FILE);
  }

  @Override
  public void write(Result result, OutputStream out, Rendering rendering) throws IOException {
    out.write(poster(result, rendering).asFile().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static Drawing poster(Result result, Rendering rendering) {
    return Poster.of(
        Charts.named(rendering.chart(), result),
        Provenance.line(result, Product.NAME, rendering.command()));
  }
}
