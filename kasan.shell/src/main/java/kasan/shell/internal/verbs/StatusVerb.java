// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.Run;
import kasan.lab.api.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells how far the runs are. */
@Component
@VerbInfo(name = "status", summary = "Tell how far the runs are")
public final class StatusVerb implements Verb {
  private final Runs runs;

  /** For Declarative Services. */
  @Activate
  public StatusVerb(@Reference Runs runs) {
    this.runs = runs;
  }

  @Override
  public Synopsis synopsis() {
    return new MeantRun(runs).operand(Synopsis.EMPTY, "all of them");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    var meant = new MeantRun(runs);
    return meant.isNamed(given) ? meant.ofOperand(given).status() : together(runs.all());
  }

  private static Result together(List<Run> runs) {
    var rows = new ArrayList<@Nullable Object>();
    var lines = new ArrayList<String>();
    for (Run run : runs) {
      Result status = run.status();
      if (status.tree().get("rows") instanceof List<?> of) {
        rows.addAll(of);
      }
      for (Section section : status.sections()) {
        if (section instanceof Section.Text text) {
          lines.addAll(text.lines());
        }
      }
    }
    if (runs.isEmpty()) {
      lines.add("there is no run");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", rows);
    return new StatusResult(tree, List.of(new Section.Text("", lines)));
  }

  /**
   * The state of all runs.
   *
   * @param tree for machines
   * @param sections for people
   */
  private record StatusResult(Map<String, @Nullable Object> tree, List<Section> sections)
      implements Result {
    @Override
    public String verb() {
      return "status";
    }
  }
}
