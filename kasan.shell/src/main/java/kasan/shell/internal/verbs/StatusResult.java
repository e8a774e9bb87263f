// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far runs are.
 *
 * @param runs the oldest first
 */
public record StatusResult(List<RunStatus> runs) implements Result {
  private static final int WHOLE = 100;

  /** Copies the list. */
  public StatusResult {
    runs = List.copyOf(runs);
  }

  /** Of one run. */
  static StatusResult of(RunStatus run) {
    return new StatusResult(List.of(run));
  }

  @Override
  public String verb() {
    return "status";
  }

  @Override
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", runs.stream().map(RunStatus::tree).toList());
    return tree;
  }

  @Override
  public List<Section> sections() {
    return List.of(new Section.Text("", lines()));
  }

  /** What people read: a line for each run, and one for what befell its scheme. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (RunStatus run : runs) {
      lines.add(line(run));
      if (run.last() != null) {
        lines.add("  " + run.last());
      }
    }
    if (runs.isEmpty()) {
      lines.add("there is no run");
    }
    return lines;
  }

  private static String line(RunStatus run) {
    var line = new StringBuilder();
    line.append(run.run()).append(": ").append(run.program()).append(", ");
    line.append(run.state().word());
    if (run.state() == RunState.STARTING) {
      return line.append("; scheme ").append(run.scheme()).toString();
    }
    String waitsFor = run.waitsFor();
    if (waitsFor != null) {
      line.append(" for scheme '").append(waitsFor).append("' ('why ").append(waitsFor);
      line.append("' tells what is missing; 'swap NAME' goes on with another)");
    }
    if (run.state() == RunState.FOLLOWING) {
      line.append(": waits for its source");
    }
    line.append(String.format(Locale.ROOT, "; %,d operations", run.operation()));
    Long all = run.operations();
    if (all != null && all > 0) {
      line.append(
          String.format(Locale.ROOT, " of %,d (%d %%)", all, run.operation() * WHOLE / all));
    }
    line.append(String.format(Locale.ROOT, "; scheme %s, %,d kB", run.scheme(), run.shadowKb()));
    line.append("; ").append(run.findings()).append(run.findings() == 1 ? " finding" : " findings");
    line.append(", ").append(run.swaps()).append(run.swaps() == 1 ? " swap" : " swaps");
    if (run.swapsRefused() > 0) {
      line.append(", ").append(run.swapsRefused()).append(" refused");
    }
    return line.toString();
  }
}
