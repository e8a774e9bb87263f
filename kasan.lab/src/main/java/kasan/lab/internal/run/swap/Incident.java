// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;

/**
 * Something that befell the scheme of a run.
 *
 * @param atOperation operations that had been done
 * @param scheme whose name
 * @param what {@link #GONE}, {@link #BACK}, {@link #THREW} or {@link #HUNG}
 * @param reason in words
 */
public record Incident(long atOperation, String scheme, String what, String reason) {
  /** Its bundle went away. */
  public static final String GONE = "gone";

  /** It was rebuilt. */
  public static final String BACK = "back";

  /** Its code threw. */
  public static final String THREW = "threw";

  /** A call of it did not come back in time. */
  public static final String HUNG = "hung";

  /** What befell a scheme that failed. */
  public static String of(ForeignFailure failure) {
    return failure.hung() ? HUNG : THREW;
  }

  /** Whether it is no fault of a scheme: bundles come and go. */
  public boolean harmless() {
    return what.equals(GONE) || what.equals(BACK);
  }

  /** In one line. */
  public String text() {
    // What a scheme threw is told as "threw ...": once is enough.
    String happened = reason.startsWith(what + " ") ? reason : what + ": " + reason;
    return "scheme '" + scheme + "' " + happened;
  }

  /** For machines. */
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("atOperation", atOperation);
    row.put("scheme", scheme);
    row.put("what", what);
    row.put("reason", reason);
    return row;
  }
}
