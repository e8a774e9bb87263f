// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.lab.api.Settings;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.KasanMode;
import kasan.suite.internal.program.Case;

/**
 * A plan whose every name and value is good.
 *
 * @param cases to run, in order
 * @param entrants columns of the matrix, ascending by scheme, outline before inline
 * @param mode of KASAN
 * @param arch of the kernels
 * @param options of the kernels
 * @param settings where the values of options are from
 * @param randomPrograms how many
 * @param seed of what is left to chance
 * @param hangSeconds how long one call of a scheme may take
 * @param files of the user's cases; empty for those that are built in
 */
public record CheckedPlan(
    List<Case> cases,
    List<Entrant> entrants,
    KasanMode mode,
    ArchModel arch,
    SuiteOptions options,
    Settings settings,
    long randomPrograms,
    long seed,
    int hangSeconds,
    List<String> files) {
  /** Copies the lists. */
  public CheckedPlan {
    cases = List.copyOf(cases);
    entrants = List.copyOf(entrants);
    files = List.copyOf(files);
  }

  /** Whether the cases are the user's. */
  boolean ownCases() {
    return !files.isEmpty();
  }
}
