// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.EnumMap;
import java.util.Map;

/**
 * What each kind of work costs, in instructions; modelled cost, not time.
 *
 * @param origin where the figures come from, for a reader
 * @param instructions cost of each kind of work; every kind has one
 */
public record CostTable(String origin, Map<CostedWork, Long> instructions) {
  /** Copies the map, checks that it is complete. */
  public CostTable {
    instructions = Map.copyOf(new EnumMap<>(instructions));
    for (CostedWork work : CostedWork.values()) {
      if (!instructions.containsKey(work)) {
        throw new IllegalArgumentException("no cost for " + work);
      }
    }
  }

  /** Instructions for one piece of work. */
  public long of(CostedWork work) {
    return instructions.getOrDefault(work, 0L);
  }
}
