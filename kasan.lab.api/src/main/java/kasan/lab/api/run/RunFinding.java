// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.LinkedHashMap;
import java.util.Map;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import org.jspecify.annotations.Nullable;

/**
 * One report of a run, with the truth beside it.
 *
 * @param atOperation operation that was reported
 * @param scheme that reported
 * @param falseReport whether nothing was wrong in truth
 * @param truth what is true of the first bad byte, in a word
 * @param finding what was reported
 */
public record RunFinding(
    long atOperation, String scheme, boolean falseReport, String truth, Finding finding) {
  /** For machines. */
  public Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("atOperation", atOperation);
    tree.put("scheme", scheme);
    tree.put("falseReport", falseReport);
    tree.put("truth", truth);
    tree.putAll(FindingTree.of(finding));
    return tree;
  }
}
