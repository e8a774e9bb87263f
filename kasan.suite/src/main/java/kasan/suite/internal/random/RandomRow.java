// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.random;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the verdicts of one scheme compared with the truth over all programs.
 *
 * @param scheme name
 * @param instrumentation as in the matrix
 * @param programs that ran
 * @param statements that were judged
 * @param found statements with bugs that were reported
 * @param clean statements without a bug and without a report
 * @param missed statements with bugs that were not reported, by reason
 * @param falseReports statements that were reported without a bug
 * @param undocumented misses of a class that the scheme does not name
 * @param example a program with a false report or an undocumented miss, as text; null without any
 * @param reason why nothing ran; null when something did
 */
public record RandomRow(
    String scheme,
    String instrumentation,
    long programs,
    long statements,
    long found,
    long clean,
    SortedMap<String, Long> missed,
    long falseReports,
    long undocumented,
    @Nullable String example,
    @Nullable String reason) {
  /** Copies the map. */
  public RandomRow {
    missed = new TreeMap<>(missed);
  }

  /** A scheme that did not run. */
  public static RandomRow excluded(String scheme, String instrumentation, String reason) {
    return new RandomRow(
        scheme, instrumentation, 0, 0, 0, 0, new TreeMap<>(Map.of()), 0, 0, null, reason);
  }

  /** For machines; counts are null where nothing ran. */
  public Map<String, @Nullable Object> tree() {
    boolean ran = reason == null;
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("scheme", scheme);
    tree.put("instrumentation", instrumentation);
    tree.put("programs", ran ? programs : null);
    tree.put("statements", ran ? statements : null);
    tree.put("found", ran ? found : null);
    tree.put("clean", ran ? clean : null);
    tree.put("missed", ran ? missed : null);
    tree.put("falseReports", ran ? falseReports : null);
    tree.put("undocumented", ran ? undocumented : null);
    tree.put("example", example);
    tree.put("reason", reason);
    return Collections.unmodifiableMap(tree);
  }
}
