// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

/** Random tags, a generator for each CPU. */
abstract class TagSource {
  private static final int FIRST_SOFTWARE_TAG = 0;
  private static final int SOFTWARE_TAGS = 254;
  private static final int FIRST_HARDWARE_TAG = 0xF0;
  private static final int HARDWARE_TAGS = 14;
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private TagSource() {}

  /** Tags 0x00 to 0xFD as the kernel draws them. */
  static TagSource kernel(int cpus, long seed) {
    return new Congruential(cpus, seed);
  }

  /** Tags 0x00 to 0xFD, each independent of all others. */
  static TagSource software(int cpus, long seed) {
    return new Uniform(cpus, seed, FIRST_SOFTWARE_TAG, SOFTWARE_TAGS);
  }

  /** Tags 0xF0 to 0xFD, each independent of all others, as hardware draws them. */
  static TagSource hardware(int cpus, long seed) {
    return new Uniform(cpus, seed, FIRST_HARDWARE_TAG, HARDWARE_TAGS);
  }

  /** The next tag of a CPU. */
  abstract int next(int cpu);

  private static long mix(long value) {
    long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }

  private static long start(long seed, int cpu) {
    return mix(seed * STEP + cpu);
  }

  /**
   * The generator of mm/kasan/sw_tags.c: linear congruential, 32 bits, its state modulo the number
   * of tags. That has a consequence that the kernel shares: the lowest bit of such a state
   * alternates and the number of tags is even, so two draws in a row on one CPU are never equal.
   * Only what else is drawn between them makes the chance of a collision 1 in 254.
   */
  private static final class Congruential extends TagSource {
    private static final int MULTIPLIER = 1_664_525;
    private static final int INCREMENT = 1_013_904_223;

    private final int[] states;

    Congruential(int cpus, long seed) {
      states = new int[cpus];
      for (int cpu = 0; cpu < cpus; cpu++) {
        states[cpu] = (int) start(seed, cpu);
      }
    }

    @Override
    int next(int cpu) {
      int state = states[cpu] * MULTIPLIER + INCREMENT;
      states[cpu] = state;
      return FIRST_SOFTWARE_TAG + Integer.remainderUnsigned(state, SOFTWARE_TAGS);
    }
  }

  private static final class Uniform extends TagSource {
    private final long[] states;
    private final int first;
    private final int count;

    Uniform(int cpus, long seed, int first, int count) {
      this.states = new long[cpus];
      this.first = first;
      this.count = count;
      for (int cpu = 0; cpu < cpus; cpu++) {
        states[cpu] = start(seed, cpu);
      }
    }

    @Override
    int next(int cpu) {
      states[cpu] += STEP;
      return first + (int) Long.remainderUnsigned(mix(states[cpu]), count);
    }
  }
}
