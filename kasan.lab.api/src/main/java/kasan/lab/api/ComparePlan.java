// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.nio.file.Path;
import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * What to compare.
 *
 * @param input the recording: folder, archive or trace file
 * @param schemes names, in any order; empty for all that are there
 * @param arch name of the architecture; empty for that of the recording, or the first
 * @param layout {@code recorded}: the placement of the recording as it is
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record ComparePlan(
    Path input,
    List<String> schemes,
    String arch,
    String layout,
    int hangSeconds,
    Settings settings) {
  /** Copies the list. */
  public ComparePlan {
    schemes = List.copyOf(schemes);
  }

  /** The same with the usual patience. */
  public ComparePlan(
      Path input, List<String> schemes, String arch, String layout, Settings settings) {
    this(input, schemes, arch, layout, Wall.USUAL_SECONDS, settings);
  }

  /** The same on an architecture. */
  public ComparePlan on(String other) {
    return new ComparePlan(input, schemes, other, layout, hangSeconds, settings);
  }
}
