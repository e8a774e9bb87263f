// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.report.html.internal.page.Page;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Results as one page to hand on. */
@Component(service = Reporter.class)
@ReporterInfo(
    name = "html",
    title = "one page with charts, complete in itself, to hand on",
    extensions = {"html", "htm"})
public final class HtmlReporter implements Reporter {
  private final Reporter json;

  /**
   * @param json writes the data that the page carries
   */
  @Activate
  public HtmlReporter(@Reference(target = "(kasan.reporter.name=json)") Reporter json) {
    this.json = json;
  }

  @Override
  public void write(Result result, OutputStream out) throws IOException {
    write(result, out, Rendering.FILE);
  }

  @Override
  public void write(Result result, OutputStream out, Rendering rendering) throws IOException {
    var data = new ByteArrayOutputStream();
    json.write(result, data);
    String page =
        Page.of(result, data.toString(StandardCharsets.UTF_8), Product.NAME, rendering.command());
    out.write(page.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
