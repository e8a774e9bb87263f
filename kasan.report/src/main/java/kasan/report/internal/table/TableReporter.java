// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Medium;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import org.osgi.service.component.annotations.Component;

/** Results for people at a terminal. */
@Component(service = Reporter.class)
@ReporterInfo(name = "table", title = "aligned text for a terminal", extensions = "txt")
public final class TableReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    write(result, out, Medium.FILE);
  }

  @Override
  public void write(Result result, OutputStream out, Medium medium) throws IOException {
    out.write(Page.of(result.sections(), medium).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
