// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against a map of the JDK, over seeded random operations. */
class LongTableTest {
  private static final int STEPS = 50_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aLongTableKeepsWhatAMapKeeps(long seed) {
    var random = new SplittableRandom(seed);
    var table = new LongTable();
    Map<Long, Long> map = new HashMap<>();
    for (int i = 0; i < STEPS; i++) {
      long key = 1 + random.nextLong(9000) * 4096;
      if (random.nextInt(3) > 0) {
        table.put(key, i);
        map.put(key, (long) i);
      } else {
        Long removed = map.remove(key);
        assertEquals(removed == null ? LongTable.NONE : removed, table.remove(key));
      }
    }
    assertEquals(map.size(), table.size());
    map.forEach((key, value) -> assertEquals(value, table.get(key)));
  }
}
