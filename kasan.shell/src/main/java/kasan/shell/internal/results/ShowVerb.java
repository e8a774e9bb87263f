// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.io.IOException;
import kasan.api.report.Result;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Component;

/** Reads a result back. */
@Component
@VerbInfo(name = "show", summary = "Show a result that was kept as JSON, in any format")
public final class ShowVerb implements Verb {
  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required(
            "FILE",
            "what '--format json' or '--out FILE.json' of any verb wrote; '-' for standard input",
            Words.FILES)
        .note("Status: that of the result, 0 or 1; 2: bad request, or no result in FILE.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws IOException {
    return KeptResult.read(given.operand(0), session).result();
  }
}
