// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

/**
 * A swap that a run makes by itself.
 *
 * @param at after how many operations, or after how many hundredths of all operations
 * @param percent whether {@code at} counts hundredths
 * @param scheme name of the scheme to go on with
 */
public record PlannedSwap(long at, boolean percent, String scheme) {
  private static final int WHOLE = 100;

  /** The operation after which it is made, in a run of so many. */
  public long operation(long operations) {
    return percent ? Math.multiplyExact(at, operations) / WHOLE : at;
  }
}
