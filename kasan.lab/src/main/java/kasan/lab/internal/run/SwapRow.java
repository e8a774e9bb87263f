// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One swap, made or refused.
 *
 * @param atOperation operations that had been done
 * @param from scheme that stood
 * @param to scheme that was to stand
 * @param status {@link #OK}, {@link #UNSOUND}, {@link #REFUSED}, {@link #NO_MEMORY} or {@link
 *     #FAILED}; but for the first two nothing has changed
 * @param reason why it is not ok; null when it is
 * @param built what it took; null when nothing was built
 * @param pauseNanos wall-clock time of it
 */
record SwapRow(
    long atOperation,
    String from,
    String to,
    String status,
    @Nullable String reason,
    @Nullable Built built,
    long pauseNanos) {
  static final String OK = "ok";
  static final String UNSOUND = "unsound";
  static final String REFUSED = "refused";
  static final String NO_MEMORY = "no-memory";
  static final String FAILED = "failed";

  private static final long NANOS_PER_MICRO = 1000;

  /**
   * What a swap took.
   *
   * @param framesBuilt frames that the new shadow took
   * @param framesReturned frames that the old shadow gave back
   * @param peakKb kB of both, while both stood
   * @param modelledCost instructions of building and retiring
   * @param memoryBeforeKb kB of the old shadow
   * @param memoryAfterKb kB of the new shadow
   * @param audit of the new shadow
   */
  record Built(
      long framesBuilt,
      long framesReturned,
      long peakKb,
      long modelledCost,
      long memoryBeforeKb,
      long memoryAfterKb,
      Audit.Count audit) {}

  /** Whether the run goes on with the new shadow. */
  boolean made() {
    return built != null;
  }

  /**
   * For machines; every row has the same keys.
   *
   * @param timing whether with the wall-clock pause
   */
  Map<String, @Nullable Object> tree(boolean timing) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("atOperation", atOperation);
    row.put("from", from);
    row.put("to", to);
    row.put("status", status);
    row.put("framesBuilt", built == null ? null : built.framesBuilt);
    row.put("framesReturned", built == null ? null : built.framesReturned);
    row.put("peakKb", built == null ? null : built.peakKb);
    row.put("modelledCost", built == null ? null : built.modelledCost);
    row.put("memoryBeforeKb", built == null ? null : built.memoryBeforeKb);
    row.put("memoryAfterKb", built == null ? null : built.memoryAfterKb);
    row.put("audit", built == null ? null : audit(built.audit));
    row.put("reason", reason);
    if (timing) {
      row.put("pauseMicros", pauseNanos / NANOS_PER_MICRO);
    }
    return row;
  }

  private static Map<String, @Nullable Object> audit(Audit.Count count) {
    Map<String, @Nullable Object> audit = new LinkedHashMap<>();
    audit.put("checked", count.checked());
    audit.put("mismatches", count.mismatches());
    audit.put("unknown", count.unknown());
    audit.put("missedByDesign", count.missedByDesign());
    return audit;
  }
}
