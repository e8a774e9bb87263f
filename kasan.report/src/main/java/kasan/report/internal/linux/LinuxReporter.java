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

/** Findings as the log of a Linux kernel has them. */
@Component(service = Reporter.class)
@ReporterInfo(
    name = "linux",
    title = "findings as Linux 6.12 prints them",
    extensions = {"dmesg", "log"})
public final class LinuxReporter implements Reporter {
  @Override
  public void write(Result result, OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Finding finding : FindingsOf.result(result, "linux")) {
      for (String line : LinuxReport.lines(finding)) {
        text.append(line).append('\n');
      }
    }
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
