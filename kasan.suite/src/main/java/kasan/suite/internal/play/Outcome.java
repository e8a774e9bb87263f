// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a case on one scheme.
 *
 * @param result the verdict
 * @param bugClass what reports called the bugs, each once, in order; null when there was no report
 * @param reason why the result is what it is; null where no reason is needed
 */
public record Outcome(Result result, @Nullable String bugClass, @Nullable String reason) {
  /** Verdicts on a scheme. */
  public enum Result {
    /** Every bug was reported. */
    FOUND,
    /** No report was due and none came. */
    CLEAN,
    /** A bug was not reported. */
    MISSED,
    /** Something was reported that is no bug. */
    FALSE,
    /** The case says nothing about this scheme. */
    NOT_APPLICABLE;

    /** For machines: lower case, hyphens. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The case does not apply. */
  public static Outcome notApplicable(String reason) {
    return new Outcome(Result.NOT_APPLICABLE, null, reason);
  }
}
