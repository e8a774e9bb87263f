// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import kasan.api.report.Rendering;
import kasan.api.report.Reporter;
import kasan.api.report.Result;

/**
 * What a verb returns: a result, and how it is printed. It is put into words before it is returned:
 * a reporter that refuses does so while the verb can still fail.
 *
 * @param result what was found out
 * @param text what is left to print; empty when it has been written to a file
 */
public record Answer(Result result, String text) {

  /**
   * An answer for the shell to print.
   *
   * @throws kasan.api.BadInputException when the reporter has no words for such a result
   */
  static Answer printed(Result result, Reporter reporter, Rendering rendering) throws IOException {
    var bytes = new ByteArrayOutputStream();
    reporter.write(result, bytes, rendering);
    return new Answer(result, bytes.toString(StandardCharsets.UTF_8));
  }

  /** An answer that has been written to a file. */
  static Answer written(Result result) {
    return new Answer(result, "");
  }

  /** Exit status: 0 for yes or no question, 1 for no. */
  public int status() {
    return result.status();
  }
}
