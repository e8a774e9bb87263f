// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

import java.util.List;

/**
 * What must come of a statement.
 *
 * @param due whether a report must come; none may come otherwise
 * @param classes what generic KASAN calls the bugs, in the order of the reports; empty when that is
 *     left open
 */
public record Expectation(boolean due, List<String> classes) {
  /** No report. */
  public static final Expectation CLEAN = new Expectation(false, List.of());

  /** Copies the list. */
  public Expectation {
    classes = List.copyOf(classes);
  }

  @Override
  public String toString() {
    if (!due) {
      return "clean";
    }
    return classes.isEmpty() ? "found" : "found " + String.join(", ", classes);
  }
}
