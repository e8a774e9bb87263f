// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

import java.util.List;
import java.util.Set;

/**
 * A small program for the modelled kernel, named by the defect it holds.
 *
 * @param name unique in a suite; KUnit cases have the names of KUnit
 * @param file where it stands, for messages
 * @param family what it belongs with
 * @param title what it shows, in one line; empty when not told
 * @param modes in which it makes sense; empty for all
 * @param needs what the kernel or scheme must have
 * @param boot scheme that the kernel boots with; empty for the one under test
 * @param statements the program
 */
public record Case(
    String name,
    String file,
    String family,
    String title,
    Set<String> modes,
    List<Need> needs,
    String boot,
    List<Statement> statements) {
  /** Copies the collections. */
  public Case {
    modes = Set.copyOf(modes);
    needs = List.copyOf(needs);
    statements = List.copyOf(statements);
  }
}
