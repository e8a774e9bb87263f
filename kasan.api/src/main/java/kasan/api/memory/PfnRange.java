// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

/**
 * A run of page frames.
 *
 * @param first the first pfn
 * @param end the pfn after the last
 */
public record PfnRange(long first, long end) {
  /** Refuses an empty or reversed range. */
  public PfnRange {
    if (first < 0 || end <= first) {
      throw new IllegalArgumentException("pfn range " + first + ".." + end);
    }
  }

  /** How many page frames. */
  public long pages() {
    return end - first;
  }
}
