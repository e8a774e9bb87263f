// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Compares two results. */
@Component
@VerbInfo(
    name = "diff",
    summary = "Compare two results that were kept as JSON, row by row, settings first")
public final class DiffVerb implements Verb {
  private static final String THRESHOLD = "--threshold";
  private static final String PART = "--part";
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?) ?%?");

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required("A", "a result, as '--format json' of any verb writes it", Words.FILES)
        .required("B", "another one, of the same verb; '-' for standard input", Words.FILES)
        .option(
            THRESHOLD,
            "PERCENT",
            "ask only whether a figure of the rows changes by more than this, such as 5%",
            Words.of("1%", "5%", "10%"))
        .repeated(
            PART,
            "NAME",
            "list another part row by row as well, such as timeline or caches",
            Words.NONE)
        .note("Rows are matched by their first columns; a row that only one has is told.")
        .note(
            "Status 0: no difference, or none over the threshold; 1: there is one; 2: bad request"
                + " or bad input.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws IOException {
    BigDecimal threshold = threshold(given);
    String first = given.operand(0);
    String second = given.operand(1);
    if (first.equals("-") && second.equals("-")) {
      throw new BadInputException("diff: standard input holds one result, not two");
    }
    KeptResult a = KeptResult.read(first, session);
    KeptResult b = KeptResult.read(second, session);
    return new DiffResult(Difference.of(a, b, threshold, given.list(PART)));
  }

  private static @Nullable BigDecimal threshold(Arguments given) {
    String text = given.option(THRESHOLD);
    if (text.isEmpty()) {
      return null;
    }
    Matcher percent = PERCENT.matcher(text);
    if (!percent.matches()) {
      throw new BadInputException(
          "diff: --threshold takes a percentage such as 5%, not '" + text + "'");
    }
    return new BigDecimal(percent.group(1));
  }
}
