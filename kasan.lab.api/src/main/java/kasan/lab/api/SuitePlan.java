// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.nio.file.Path;
import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * Which cases to run on which schemes.
 *
 * @param schemes names, in any order; empty for all that are there
 * @param instrumentation {@code outline}, {@code inline} or {@code both}
 * @param forced whether pairs of scheme and instrumentation that the scheme does not support run
 *     all the same, to see what would happen
 * @param cases pattern of case names, {@code *} for any letters and {@code ?} for one; empty for
 *     all
 * @param mode {@code generic}, {@code sw-tags} or {@code hw-tags}
 * @param files cases of the user's own; when there are any, only they run
 * @param randomPrograms how many random programs to run beside the cases
 * @param seed of the random programs and of whatever the kernel leaves to chance
 * @param arch name of the architecture
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record SuitePlan(
    List<String> schemes,
    String instrumentation,
    boolean forced,
    String cases,
    String mode,
    List<Path> files,
    long randomPrograms,
    long seed,
    String arch,
    int hangSeconds,
    Settings settings) {
  /** Copies the lists. */
  public SuitePlan {
    schemes = List.copyOf(schemes);
    files = List.copyOf(files);
  }

  /** The same with the usual patience. */
  public SuitePlan(
      List<String> schemes,
      String instrumentation,
      boolean forced,
      String cases,
      String mode,
      List<Path> files,
      long randomPrograms,
      long seed,
      String arch,
      Settings settings) {
    this(
        schemes,
        instrumentation,
        forced,
        cases,
        mode,
        files,
        randomPrograms,
        seed,
        arch,
        Wall.USUAL_SECONDS,
        settings);
  }
}
