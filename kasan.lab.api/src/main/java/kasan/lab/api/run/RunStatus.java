// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run was at its last safepoint.
 *
 * @param run its name
 * @param program what runs: a workload, or the folder or file of a recording
 * @param state what it is doing
 * @param operation operations done
 * @param operations how many there will be; null when nobody has counted
 * @param share which part is done, from 0 to 1; negative when nobody knows
 * @param scheme that stands; {@code none} while the run goes without shadow
 * @param shadowKb kB of its shadow, tables included
 * @param waitsFor scheme that the run waits for; null when it waits for none
 * @param findings reports so far
 * @param swaps made
 * @param swapsRefused swaps that were not made
 * @param last what befell its scheme last, or why the run failed; null for nothing
 */
public record RunStatus(
    String run,
    String program,
    RunState state,
    long operation,
    @Nullable Long operations,
    double share,
    String scheme,
    long shadowKb,
    @Nullable String waitsFor,
    long findings,
    long swaps,
    long swapsRefused,
    @Nullable String last) {
  /** One of which nobody knows which part is done. */
  public RunStatus(
      String run,
      String program,
      RunState state,
      long operation,
      @Nullable Long operations,
      String scheme,
      long shadowKb,
      @Nullable String waitsFor,
      long findings,
      long swaps,
      long swapsRefused,
      @Nullable String last) {
    this(
        run,
        program,
        state,
        operation,
        operations,
        -1,
        scheme,
        shadowKb,
        waitsFor,
        findings,
        swaps,
        swapsRefused,
        last);
  }

  /** Of a run that begins. */
  public static RunStatus starting(String run, String program, String scheme) {
    return new RunStatus(
        run, program, RunState.STARTING, 0, null, -1, scheme, 0, null, 0, 0, 0, null);
  }

  /**
   * The same, at the end.
   *
   * @param done operations
   * @param failure why there is no result; null when there is one
   */
  public RunStatus over(long done, @Nullable String failure) {
    return new RunStatus(
        run,
        program,
        failure == null ? RunState.ENDED : RunState.FAILED,
        done,
        operations,
        share,
        scheme,
        shadowKb,
        null,
        findings,
        swaps,
        swapsRefused,
        failure == null ? last : failure);
  }

  /** For machines: the row of this run in the result of {@code status}. */
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", run);
    row.put("program", program);
    row.put("state", state.word());
    row.put("operation", operation);
    row.put("operations", operations);
    row.put("scheme", scheme);
    row.put("shadowKb", shadowKb);
    row.put("waitsFor", waitsFor);
    row.put("findings", findings);
    row.put("swaps", swaps);
    row.put("swapsRefused", swapsRefused);
    row.put("last", last);
    return row;
  }
}
