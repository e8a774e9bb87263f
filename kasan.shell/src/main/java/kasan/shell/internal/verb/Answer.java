// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import kasan.api.report.Reporter;
import kasan.api.report.Result;

/**
 * What a verb returns: a result, and who prints it.
 *
 * @param result what was found out
 * @param reporter turns it into text
 * @param written whether it has been written to a file, so that nothing is left to print
 */
public record Answer(Result result, Reporter reporter, boolean written) {

  /** Exit status: 0 for yes or no question, 1 for no. */
  public int status() {
    return result.status();
  }
}
