// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.explain.internal.log.ReportParser;
import kasan.explain.internal.transport.LogSource;
import kasan.explain.internal.words.Helpers;
import kasan.explain.internal.words.SchemeRules;
import kasan.lab.api.finding.Explainer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Service that explains the KASAN reports in the log of a kernel from 4.0 on. */
@Component
public final class DmesgExplainer implements Explainer {
  private final SchemeRules rules;
  private final Helpers helpers;

  /** Reads the rules about schemes. */
  @Activate
  public DmesgExplainer() {
    this.rules = new SchemeRules();
    this.helpers = new Helpers();
  }

  @Override
  public Result explain(Path file, InputStream text, Options options) throws IOException {
    InputStream plain = LogSource.of(text, file.toString());
    Groups groups = new Groups(helpers);
    boolean debug = options.vmlinux() != null || options.modules() != null;
    ReportParser.Log log =
        options.group() && !debug
            ? ReportParser.readEach(plain, groups::add)
            : ReportParser.read(plain);
    if (log.classes().isEmpty()) {
      throw none(file, log);
    }
    DebugInfo information = DebugInfo.NONE;
    if (debug) {
      information = DebugInfo.of(log.reports(), options.vmlinux(), options.modules());
      log = log.with(information.reports());
    }
    if (options.group()) {
      log.reports().forEach(groups::add);
      return new GroupResult(file, log, groups);
    }
    return new ExplainResult(file, log, information, helpers, rules);
  }

  private static BadInputException none(Path file, ReportParser.Log log) {
    return new BadInputException(
        file
            + ": no KASAN report in "
            + log.lines()
            + (log.lines() == 1 ? " line" : " lines")
            + mentioned(log.mentions())
            + ": looked for 'BUG: KASAN: <class> in <function>'"
            + " and 'KASAN: <class> in range [<first>-<last>]'");
  }

  private static String mentioned(int mentions) {
    return switch (mentions) {
      case 0 -> "";
      case 1 -> " (1 line only speaks of one)";
      default -> " (" + mentions + " lines only speak of one)";
    };
  }
}
