// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.json;

import java.io.IOException;
import java.io.OutputStream;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import org.osgi.service.component.annotations.Component;

/** Results for machines: the whole tree. */
@Component(service = Reporter.class)
@ReporterInfo(name = "json", title = "JSON, everything that was measured", extensions = "json")
public final class JsonReporter implements Reporter {
  private final TreeWriter writer = new TreeWriter();

  @Override
  public void write(Result result, OutputStream out) throws IOException {
    writer.write(result.tree(), out);
  }
}
