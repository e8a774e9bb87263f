// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.internal.result.LabResult;
import org.jspecify.annotations.Nullable;

/**
 * How far a run was at its last safepoint.
 *
 * @param name of the run
 * @param program what runs
 * @param state {@code starting}, {@code counting}, {@code running}, {@code held}, {@code waiting},
 *     {@code ending}, {@code ended} or {@code failed}
 * @param done operations
 * @param of how many there will be; -1 when nobody has counted
 * @param scheme that stands
 * @param shadowKb kB of its shadow
 * @param waitsFor scheme that the run waits for; empty when it does not
 * @param findings how many there were
 * @param swaps made
 * @param refused swaps that were not made
 * @param last what befell its scheme last, or why it failed; empty for nothing
 */
record RunStatus(
    String name,
    String program,
    String state,
    long done,
    long of,
    String scheme,
    long shadowKb,
    String waitsFor,
    long findings,
    long swaps,
    long refused,
    String last) {
  private static final int WHOLE = 100;

  static RunStatus starting(String name, String program, String scheme) {
    return new RunStatus(name, program, "starting", 0, -1, scheme, 0, "", 0, 0, 0, "");
  }

  /** The same, at the end. */
  RunStatus over(long operations, String failure) {
    return new RunStatus(
        name,
        program,
        failure.isEmpty() ? "ended" : "failed",
        operations,
        of,
        scheme,
        shadowKb,
        "",
        findings,
        swaps,
        refused,
        failure.isEmpty() ? last : failure);
  }

  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", name);
    row.put("program", program);
    row.put("state", state);
    row.put("operation", done);
    row.put("operations", of < 0 ? null : of);
    row.put("scheme", scheme);
    row.put("shadowKb", shadowKb);
    row.put("waitsFor", waitsFor.isEmpty() ? null : waitsFor);
    row.put("findings", findings);
    row.put("swaps", swaps);
    row.put("swapsRefused", refused);
    row.put("last", last.isEmpty() ? null : last);
    return row;
  }

  String line() {
    var line = new StringBuilder();
    line.append(name).append(": ").append(program).append(", ").append(state);
    if (state.equals("starting")) {
      return line.append("; scheme ").append(scheme).toString();
    }
    if (!waitsFor.isEmpty()) {
      line.append(" for scheme '").append(waitsFor).append("' ('why ").append(waitsFor);
      line.append("' tells what is missing; 'swap NAME' goes on with another)");
    }
    line.append(String.format(Locale.ROOT, "; %,d operations", done));
    if (of > 0) {
      line.append(String.format(Locale.ROOT, " of %,d (%d %%)", of, done * WHOLE / of));
    }
    line.append(String.format(Locale.ROOT, "; scheme %s, %,d kB", scheme, shadowKb));
    line.append("; ").append(findings).append(findings == 1 ? " finding" : " findings");
    line.append(", ").append(swaps).append(swaps == 1 ? " swap" : " swaps");
    if (refused > 0) {
      line.append(", ").append(refused).append(" refused");
    }
    return line.toString();
  }

  Result result() {
    return of(List.of(this));
  }

  /** Several runs. */
  static Result of(List<RunStatus> all) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    var lines = new ArrayList<String>();
    for (RunStatus each : all) {
      rows.add(each.tree());
      lines.add(each.line());
      if (!each.last.isEmpty()) {
        lines.add("  " + each.last);
      }
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", rows);
    return new LabResult("status", 0, tree, List.of(new Section.Text("", lines)));
  }
}
