// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.jspecify.annotations.Nullable;

/**
 * A result that is read line by line.
 *
 * @param verb that made it
 * @param tree for machines
 * @param lines for people
 */
record Lines(String verb, Map<String, @Nullable Object> tree, List<String> lines)
    implements Result {
  @Override
  public List<Section> sections() {
    return List.of(new Section.Text("", lines));
  }
}
