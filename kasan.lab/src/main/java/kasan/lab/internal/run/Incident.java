// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.lab.api.kernel.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * Something that befell the scheme of a run.
 *
 * @param atOperation operations that had been done
 * @param scheme whose name
 * @param what {@link #GONE}, {@link #BACK}, {@link #THREW} or {@link #HUNG}
 * @param reason in words
 */
record Incident(long atOperation, String scheme, String what, String reason) {
  static final String GONE = "gone";
  static final String BACK = "back";
  static final String THREW = "threw";
  static final String HUNG = "hung";

  /** What befell a scheme that failed. */
  static String of(ForeignFailure failure) {
    return failure.hung() ? HUNG : THREW;
  }

  /** Whether it is no fault of a scheme: bundles come and go. */
  boolean harmless() {
    return what.equals(GONE) || what.equals(BACK);
  }

  /** In one line. */
  String text() {
    // What a scheme threw is told as "threw ...": once is enough.
    String happened = reason.startsWith(what + " ") ? reason : what + ": " + reason;
    return "scheme '" + scheme + "' " + happened;
  }

  /** For machines. */
  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("atOperation", atOperation);
    row.put("scheme", scheme);
    row.put("what", what);
    row.put("reason", reason);
    return row;
  }
}
