// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.lab.api.finding.Finding;
import org.osgi.service.component.annotations.Component;

/** Findings, one a line. */
@Component(service = Reporter.class)
@ReporterInfo(name = "oneline", title = "findings, one a line", extensions = "findings")
public final class OneLineReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Finding finding : FindingsOf.result(result, "oneline")) {
      text.append(OneLine.of(finding)).append('\n');
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
