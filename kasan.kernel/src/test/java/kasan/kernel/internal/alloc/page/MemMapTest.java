// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemMapTest {
  private static final int FRAMES = 6 << MemMap.MAX_ORDER;
  private static final int[] STATES = {
    0, MemMap.FREE | 10, MemMap.FREE | 9, MemMap.ALLOCATED, MemMap.ALLOCATED | 9, MemMap.HELD | 3
  };

  private final MemMap map = new MemMap(FRAMES, 9);
  private final int[] states = new int[FRAMES];
  private final int[] next = new int[FRAMES];
  private final int[] prev = new int[FRAMES];
  private final int[] owners = new int[FRAMES];

  /** Large blocks mostly, as a shadow takes them, and in some chunks single frames, too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithAColumnForEachFrame(long seed) {
    var random = new SplittableRandom(seed);
    for (int step = 0; step < 3000; step++) {
      int order = random.nextInt(20) == 0 ? random.nextInt(11) : 9 + random.nextInt(2);
      int pfn = random.nextInt(FRAMES >> order) << order;
      int state = STATES[random.nextInt(STATES.length)];
      switch (random.nextInt(5)) {
        case 0 -> {
          int count = Math.min(FRAMES - pfn, random.nextInt(1, 4) << order);
          map.setStates(pfn, count, state);
          Arrays.fill(states, pfn, pfn + count, state);
        }
        case 1 -> {
          map.setState(pfn, state);
          states[pfn] = state;
        }
        case 2 -> {
          map.setNext(pfn, step);
          next[pfn] = step;
        }
        case 3 -> {
          map.setPrev(pfn, -step);
          prev[pfn] = -step;
        }
        default -> {
          int owner = random.nextInt(3);
          map.setOwner(pfn, owner);
          owners[pfn] = owner;
        }
      }
      int count = Math.min(FRAMES - pfn, random.nextInt(1, 3) << order);
      boolean all = Arrays.stream(states, pfn, pfn + count).allMatch(each -> each == state);
      assertEquals(all, map.allHaveState(pfn, count, state));
    }
    for (int pfn = 0; pfn < FRAMES; pfn++) {
      assertArrayEquals(
          new int[] {states[pfn], owners[pfn]}, new int[] {map.state(pfn), map.owner(pfn)});
      assertArrayEquals(new int[] {next[pfn], prev[pfn]}, new int[] {map.next(pfn), map.prev(pfn)});
    }
  }
}
