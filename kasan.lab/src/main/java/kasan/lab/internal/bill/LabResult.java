// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;

/**
 * What a verb of the laboratory found out.
 *
 * @param verb that made it
 * @param status 0 for yes or no question, 1 for no
 * @param tree for machines
 * @param sections for people
 * @param chartData for charts
 */
public record LabResult(
    String verb,
    int status,
    Map<String, @Nullable Object> tree,
    List<Section> sections,
    Map<String, @Nullable Object> chartData)
    implements Result {

  /** One whose charts need nothing but the tree. */
  public LabResult(
      String verb, int status, Map<String, @Nullable Object> tree, List<Section> sections) {
    this(verb, status, tree, sections, Map.of());
  }

  /** Copies the outermost level; what is inside comes from the lab alone and is not kept. */
  public LabResult {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    sections = List.copyOf(sections);
    chartData = Collections.unmodifiableMap(new LinkedHashMap<>(chartData));
  }
}
