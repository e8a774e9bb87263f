// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.SplittableRandom;
import kasan.kernel.internal.primitive.LongMap;

/**
 * Says on which CPU a process runs: on the one it ran on last, until its slice is over and a seeded
 * choice moves it or not. A process that has run alone stays, since a kernel moves what has to
 * share a CPU; process 0 is nobody in particular. The interleaving that results is the same for the
 * same seed.
 */
final class Scheduler {
  /** Events of a process until it may move. */
  private static final int SLICE = 64;

  /** One in so many slices ends with a move. */
  private static final int MOVES = 8;

  private static final int CPU_BITS = 16;

  private final int cpus;
  private final SplittableRandom random;
  private final LongMap places = new LongMap(256);
  private int last;
  private int inRow;

  Scheduler(int cpus, long seed) {
    this.cpus = cpus;
    random = new SplittableRandom(seed);
  }

  /** CPU for the next event of a process. */
  int cpuOf(int pid) {
    if (cpus == 1) {
      return 0;
    }
    inRow = pid == last ? Math.min(inRow + 1, SLICE) : 1;
    last = pid;
    long key = pid + 1L;
    long place = places.get(key);
    if (place == LongMap.NONE) {
      place = random.nextInt(cpus);
    }
    int cpu = (int) place & (1 << CPU_BITS) - 1;
    long used = (place >> CPU_BITS) + 1;
    if (used == SLICE) {
      used = 0;
      boolean alone = pid != 0 && inRow == SLICE;
      if (!alone && random.nextInt(MOVES) == 0) {
        cpu = random.nextInt(cpus);
      }
    }
    places.put(key, used << CPU_BITS | cpu);
    return cpu;
  }

  /** A process is gone. */
  void forget(int pid) {
    places.remove(pid + 1L);
  }
}
