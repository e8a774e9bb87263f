// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;

/** The findings of a result. */
final class FindingsOf {
  private FindingsOf() {}

  /**
   * The findings of a result.
   *
   * @param format that was asked for
   * @throws BadInputException when results of this verb have none
   */
  static List<Finding> result(Result result, String format) {
    if (result instanceof Findings findings) {
      return findings.findings();
    }
    throw new BadInputException(
        "format " + format + " prints findings, and " + result.verb() + " has none");
  }
}
