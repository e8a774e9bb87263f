// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {
  @Test
  void keysComeAscendingAsUnsignedNumbers() {
    var map = new LongMap(1);
    map.put(0xffff888000000000L, 1);
    map.put(5, 2);
    map.put(0x7fffffffffffffffL, 3);

    assertArrayEquals(new long[] {5, 0x7fffffffffffffffL, 0xffff888000000000L}, map.sortedKeys());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void behavesAsAHashMapUnderRandomOperations(long seed) {
    var random = new Random(seed);
    var map = new LongMap(4);
    Map<Long, Long> model = new HashMap<>();

    for (int i = 0; i < 100_000; i++) {
      long key = 0xffff888000000000L + 64L * random.nextInt(3000);
      switch (random.nextInt(3)) {
        case 0 -> {
          Long old = model.put(key, (long) i);
          assertEquals(old == null ? LongMap.NONE : old, map.put(key, i));
        }
        case 1 -> {
          Long old = model.remove(key);
          assertEquals(old == null ? LongMap.NONE : old, map.remove(key));
        }
        default -> assertEquals(model.getOrDefault(key, LongMap.NONE), map.get(key));
      }
      assertEquals(model.size(), map.size());
    }
    for (long key : map.sortedKeys()) {
      assertEquals(model.get(key), map.get(key));
    }
  }
}
