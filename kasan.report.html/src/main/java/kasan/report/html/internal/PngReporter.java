// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import java.io.IOException;
import java.io.OutputStream;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import org.osgi.service.component.annotations.Component;

/** One chart of a result as a graphic of dots. */
@Component(service = Reporter.class)
@ReporterInfo(
    name = "png",
    title = "one chart as a picture, --chart says which",
    extensions = "png",
    binary = true,
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
public final class PngReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    write(result, out, Rendering.FILE);
  }

  @Override
  public void write(Result result, OutputStream out, Rendering rendering) throws IOException {
    Raster.write(SvgReporter.poster(result, rendering), out);
  }
}
