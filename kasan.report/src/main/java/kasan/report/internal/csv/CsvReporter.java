// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import org.osgi.service.component.annotations.Component;

/** Results for spreadsheets: the main table. */
@Component(service = Reporter.class)
@ReporterInfo(name = "csv", title = "CSV (RFC 4180), the main table", extensions = "csv")
public final class CsvReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    var text = new StringBuilder();
    for (var record : MainTable.of(result)) {
      text.append(Fields.line(record));
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
