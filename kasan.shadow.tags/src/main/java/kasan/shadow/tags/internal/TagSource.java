// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

/**
 * Random tags, a generator for each CPU.
 *
 * <p>The software mode draws as mm/kasan/sw_tags.c does: a linear congruential generator of 32
 * bits, its state modulo the number of tags. That has a consequence that the kernel shares: the
 * lowest bit of such a state alternates, so two draws in a row on one CPU are never equal. Hardware
 * draws without such a pattern; here the upper half of the state serves for it.
 */
final class TagSource {
  private static final int MULTIPLIER = 1_664_525;
  private static final int INCREMENT = 1_013_904_223;
  private static final int UPPER_HALF = 16;
  private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

  private final int[] states;
  private final int least;
  private final int count;
  private final int shift;

  private TagSource(int cpus, long seed, int least, int count, int shift) {
    this.states = new int[cpus];
    this.least = least;
    this.count = count;
    this.shift = shift;
    for (int cpu = 0; cpu < cpus; cpu++) {
      long mixed = (seed + 1 + cpu) * SEED_STEP;
      states[cpu] = (int) (mixed ^ mixed >>> 32);
    }
  }

  /** Tags 0x00 to 0xFD. */
  static TagSource software(int cpus, long seed) {
    return new TagSource(cpus, seed, 0, 254, 0);
  }

  /** Tags 0xF0 to 0xFD. */
  static TagSource hardware(int cpus, long seed) {
    return new TagSource(cpus, seed, 0xF0, 14, UPPER_HALF);
  }

  /** The next tag of a CPU. */
  int next(int cpu) {
    int state = states[cpu] * MULTIPLIER + INCREMENT;
    states[cpu] = state;
    return least + Integer.remainderUnsigned(state >>> shift, count);
  }
}
