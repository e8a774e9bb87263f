// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.run.Swap;
import kasan.lab.internal.bill.LabResult;
import kasan.lab.internal.run.finding.PromptObjects;
import kasan.lab.internal.run.look.Whereabouts;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/** What a run answers to those who ask it something, beside its result. */
public final class Answers {
  private Answers() {}

  /** What a swap came to. */
  public static Result ofSwap(String run, Swap row, boolean timing) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("run", run);
    tree.put("rows", List.of(row.tree(timing)));
    return new LabResult(
        "swap",
        row.status() == Swap.Status.OK ? 0 : 1,
        tree,
        RunSections.ofSwap(run, row.tree(timing)));
  }

  /** What the shadow says of an address, and what lies there. */
  public static Result ofLook(String run, SchemeSlot slot, PromptObjects objects, long address) {
    var where = new Whereabouts(slot, objects);
    Map<String, @Nullable Object> row = where.row(run, address);
    var sections = new ArrayList<Section>(RunSections.ofPlaces("", List.of(row), false));
    List<String> lines = where.lines(row, address);
    if (!lines.isEmpty()) {
      sections.add(new Section.Text("", lines));
    }
    return new LabResult("shadow", 0, Map.of("rows", List.of(row)), sections);
  }

  /** An address of each kind. */
  public static Result ofExamples(String run, SchemeSlot slot, PromptObjects objects) {
    List<Map<String, @Nullable Object>> rows = new Whereabouts(slot, objects).examples(run);
    return new LabResult(
        "shadow",
        0,
        Map.of("rows", rows),
        rows.isEmpty()
            ? List.of(new Section.Text("", List.of("no scheme stands")))
            : RunSections.ofPlaces("An address of each kind of memory", rows, true));
  }
}
