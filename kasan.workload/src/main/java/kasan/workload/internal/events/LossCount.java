// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

/**
 * Losses that perf tells twice: records of lost events, where the next event found room again, and
 * since 6.0 at the end how many samples of each event were lost in all.
 */
public final class LossCount {
  private long told;
  private long samples;

  /**
   * How many of these losses were not told of before.
   *
   * @param inAll whether they are those of an event in all, which stand behind all others
   */
  public long fresh(long lost, boolean inAll) {
    if (lost <= 0) {
      return 0;
    }
    if (!inAll) {
      told += lost;
      return lost;
    }
    samples += lost;
    long more = Math.max(0, samples - told);
    told += more;
    return more;
  }
}
