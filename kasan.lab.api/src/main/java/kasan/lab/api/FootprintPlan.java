// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.nio.file.Path;
import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * Which kernels to boot, to see what is left of RAM.
 *
 * @param ramMib RAM sizes in MiB, in the order of the result
 * @param cpus CPUs of each machine
 * @param profile name of a built-in profile, or path of a profile file; empty for the first
 *     built-in one
 * @param directory that a relative path starts from
 * @param instrumentation {@code outline}, {@code inline} or {@code both}
 * @param schemes names, in any order; empty for all that are there. The floor takes part always
 * @param arch name of the architecture; empty for the one that ranks highest
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record FootprintPlan(
    List<Long> ramMib,
    int cpus,
    String profile,
    Path directory,
    String instrumentation,
    List<String> schemes,
    String arch,
    int hangSeconds,
    Settings settings) {
  /** Copies the lists. */
  public FootprintPlan {
    ramMib = List.copyOf(ramMib);
    schemes = List.copyOf(schemes);
  }

  /** The same with the usual patience. */
  public FootprintPlan(
      List<Long> ramMib,
      int cpus,
      String profile,
      Path directory,
      String instrumentation,
      List<String> schemes,
      String arch,
      Settings settings) {
    this(
        ramMib,
        cpus,
        profile,
        directory,
        instrumentation,
        schemes,
        arch,
        Wall.USUAL_SECONDS,
        settings);
  }
}
