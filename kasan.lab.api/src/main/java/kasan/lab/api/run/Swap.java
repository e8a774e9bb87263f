// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One swap of a run, made or refused.
 *
 * @param atOperation operations that had been done
 * @param kernelNanos the kernel's time since the run's first event
 * @param elapsedNanos real time since the run began
 * @param from scheme that stood
 * @param to scheme that was to stand
 * @param status what came of it
 * @param reason why it is not ok; null when it is
 * @param built what it took; null when nothing was built
 * @param pauseNanos wall-clock time of it, without the audit
 */
public record Swap(
    long atOperation,
    long kernelNanos,
    long elapsedNanos,
    String from,
    String to,
    Status status,
    @Nullable String reason,
    @Nullable Built built,
    long pauseNanos) {
  private static final long NANOS_PER_MICRO = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int NANO_DIGITS = 9;

  /** One of which nobody knows when it was. */
  public Swap(
      long atOperation,
      String from,
      String to,
      Status status,
      @Nullable String reason,
      @Nullable Built built,
      long pauseNanos) {
    this(atOperation, 0, 0, from, to, status, reason, built, pauseNanos);
  }

  /** What came of a swap; but for the first two nothing has changed. */
  public enum Status {
    /** Made, and the audit found no byte wrong. */
    OK,
    /** Made, and the audit found bytes of which the shadow says what is not true. */
    UNSOUND,
    /** The kernel cannot stand on this scheme, or it is not here. */
    REFUSED,
    /** The kernel had no frames for both shadows. */
    NO_MEMORY,
    /** The new scheme threw, or hung, while it was building. */
    FAILED;

    /** The word that users read. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

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
  public record Built(
      long framesBuilt,
      long framesReturned,
      long peakKb,
      long modelledCost,
      long memoryBeforeKb,
      long memoryAfterKb,
      Audit audit) {}

  /**
   * The new shadow, held against the truth.
   *
   * @param checked bytes that were looked at
   * @param mismatches bytes of which the shadow says what is not true
   * @param unknown bytes of which the truth is not known
   * @param missedByDesign bytes that should not be accessible and are, as the scheme says it does
   * @param examples some of the mismatches in words
   */
  public record Audit(
      long checked, long mismatches, long unknown, long missedByDesign, List<String> examples) {
    /** Copies the list. */
    public Audit {
      examples = List.copyOf(examples);
    }
  }

  /** Whether the run goes on with the new shadow. */
  public boolean made() {
    return built != null;
  }

  /**
   * For machines; every row has the same keys.
   *
   * @param timing whether with what a clock on the wall says
   */
  public Map<String, @Nullable Object> tree(boolean timing) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("atOperation", atOperation);
    row.put("t", BigDecimal.valueOf(kernelNanos, NANO_DIGITS));
    row.put("from", from);
    row.put("to", to);
    row.put("status", status.word());
    row.put("framesBuilt", built == null ? null : built.framesBuilt);
    row.put("framesReturned", built == null ? null : built.framesReturned);
    row.put("peakKb", built == null ? null : built.peakKb);
    row.put("modelledCost", built == null ? null : built.modelledCost);
    row.put("memoryBeforeKb", built == null ? null : built.memoryBeforeKb);
    row.put("memoryAfterKb", built == null ? null : built.memoryAfterKb);
    row.put("audit", built == null ? null : audit(built.audit));
    row.put("reason", reason);
    if (timing) {
      row.put("elapsedMs", elapsedNanos / NANOS_PER_MILLI);
      row.put("pauseMicros", pauseNanos / NANOS_PER_MICRO);
    }
    return row;
  }

  private static Map<String, @Nullable Object> audit(Audit audit) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("checked", audit.checked);
    row.put("mismatches", audit.mismatches);
    row.put("unknown", audit.unknown);
    row.put("missedByDesign", audit.missedByDesign);
    return row;
  }
}
