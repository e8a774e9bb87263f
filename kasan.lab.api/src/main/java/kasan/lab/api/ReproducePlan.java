// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import kasan.lab.api.wall.Wall;

/**
 * How thoroughly to reproduce published tables.
 *
 * @param quick only what is arithmetic: nothing that runs a workload
 * @param seed of the workloads
 * @param hangSeconds how long one call of foreign code may take
 */
public record ReproducePlan(boolean quick, long seed, int hangSeconds) implements Plan {
  /** The same with the usual patience. */
  public ReproducePlan(boolean quick, long seed) {
    this(quick, seed, Wall.USUAL_SECONDS);
  }
}
