// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.explain.internal.log.ReportParser;
import kasan.explain.internal.words.SchemeRules;
import kasan.lab.api.finding.Explainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Service that explains the KASAN reports in the log of a kernel from 4.0 on. */
@Component
public final class DmesgExplainer implements Explainer {
  private final SchemeRules rules;

  /** Reads the rules about schemes. */
  @Activate
  public DmesgExplainer() {
    this.rules = new SchemeRules();
  }

  @Override
  public Result explain(Path file, InputStream text) throws IOException {
    ReportParser.Log log = ReportParser.read(text);
    if (log.reports().isEmpty()) {
      throw new BadInputException(
          file
              + ": no KASAN report in "
              + log.lines()
              + " lines: looked for 'BUG: KASAN: <class> in <function>'"
              + " and 'KASAN: <class> in range [<first>-<last>]'");
    }
    return new ExplainResult(file, log, rules);
  }
}
