// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where processes run. */
class SchedulerTest {
  private static final int EVENTS = 100_000;

  /** A kernel balances what waits; where one process runs, nothing does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aProcessThatRunsAloneStaysOnItsCpu(long seed) {
    var scheduler = new Scheduler(4, seed);
    var seen = new BitSet();
    for (int i = 0; i < EVENTS; i++) {
      seen.set(scheduler.cpuOf(1000));
    }
    assertEquals(1, seen.cardinality());
  }

  @Test
  void processesSideBySideRunEverywhereInTime() {
    var scheduler = new Scheduler(4, 1);
    var seen = new BitSet();
    for (int i = 0; i < EVENTS; i++) {
      int cpu = scheduler.cpuOf(1000 + i % 2);
      if (i % 2 == 0) {
        seen.set(cpu);
      }
    }
    assertEquals(4, seen.cardinality());
  }

  /** What was in use before a load came from many processes. */
  @Test
  void nobodyInParticularRunsEverywhere() {
    var scheduler = new Scheduler(4, 1);
    var seen = new BitSet();
    for (int i = 0; i < EVENTS; i++) {
      seen.set(scheduler.cpuOf(0));
    }
    assertEquals(4, seen.cardinality());
  }
}
