// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuarantineTest {
  private static final long MIB = 1 << 20;
  private final List<Long> released = new ArrayList<>();

  private Quarantine quarantine(int cpus, long ramMib) {
    return new Quarantine(cpus, ramMib * MIB, (cpu, address) -> released.add(address));
  }

  /** Frees objects of 64 KiB on CPU 0, numbered from {@code first}; 17 of them exceed 1 MiB. */
  private static void put(Quarantine quarantine, int first, int count) {
    for (int i = first; i < first + count; i++) {
      quarantine.put(0, i, 64 << 10);
    }
  }

  /** The table of docs/sources.md#quarantine. */
  @ParameterizedTest
  @CsvSource({
    "128, 4, 0",
    "256, 4, 4",
    "512, 4, 12",
    "1024, 1, 31",
    "1024, 4, 28",
    "4096, 4, 124",
    "4096, 8, 120"
  })
  void limitIsAThirtySecondOfRamLessOneMibPerCpu(long ramMib, int cpus, long limitMib) {
    Quarantine quarantine = quarantine(cpus, ramMib);
    assertEquals(0, quarantine.limit());
    put(quarantine, 0, 17);
    quarantine.reduce(0);
    assertEquals(limitMib * MIB, quarantine.limit());
  }

  @Test
  void aCpuKeepsItsListUntilItIsLargerThanOneMib() {
    Quarantine quarantine = quarantine(2, 128);
    put(quarantine, 0, 16);
    quarantine.reduce(0);
    assertEquals(0, quarantine.limit(), "nothing was handed over, so nothing was looked at");
    put(quarantine, 16, 1);
    quarantine.reduce(0);
    assertEquals(2 * MIB, quarantine.limit());
    assertEquals(17 * 64 << 10, quarantine.bytes());
  }

  @Test
  void theOldestBatchGoesAsAWhole() {
    Quarantine quarantine = quarantine(4, 256);
    for (int i = 0; i < 4; i++) {
      put(quarantine, 17 * i, 17);
    }
    quarantine.reduce(0);
    assertEquals(17, released.size(), "4.25 MiB wait, 4 may");
    assertEquals(0, released.get(0));
    assertEquals(16, released.get(16));
    quarantine.reduce(0);
    assertEquals(17, released.size());
  }

  @Test
  void onlyAllocationsReduceAndEachByOneBatch() {
    Quarantine quarantine = quarantine(4, 256);
    put(quarantine, 0, 17 * 10);
    assertEquals(0, released.size());
    quarantine.reduce(0);
    assertEquals(17, released.size());
    quarantine.reduce(0);
    assertEquals(34, released.size());
  }

  /** 64 GiB: total 2 GiB, so a batch closes at 2 * 2 GiB / 1024 = 4 MiB after the first reduce. */
  @Test
  void batchesAreLargerOnLargeMachines() {
    Quarantine quarantine = quarantine(1, 65536);
    put(quarantine, 0, 17);
    quarantine.reduce(0);
    int objects = 0;
    while (released.isEmpty()) {
      put(quarantine, 17 + objects, 17);
      objects += 17;
      quarantine.reduce(0);
    }
    assertEquals(17, released.size(), "the first batch was closed before the first reduce");
    released.clear();
    while (released.isEmpty()) {
      put(quarantine, 17 + objects, 17);
      objects += 17;
      quarantine.reduce(0);
    }
    assertEquals(4 * 17, released.size(), "4 hand-overs of 1.0625 MiB reach 4 MiB");
  }

  @Test
  void objectsOfOneCacheCanBeTakenOut() {
    Quarantine quarantine = quarantine(2, 1024);
    put(quarantine, 0, 17);
    put(quarantine, 17, 3);
    quarantine.put(1, 20, 64 << 10);
    quarantine.removeIf(address -> address % 2 == 0, 64 << 10, 0);
    assertEquals(11, released.size());
    assertEquals(10 * 64 << 10, quarantine.bytes());
  }
}
