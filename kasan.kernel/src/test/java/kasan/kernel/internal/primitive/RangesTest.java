// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
  /** Numbers on both sides of the sign bit: addresses of a kernel are unsigned. */
  private static final long BASE = Long.MIN_VALUE - 500;

  private static final int SPAN = 1000;

  private final Ranges ranges = new Ranges();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreeWithASetOfBits(long seed) {
    var random = new SplittableRandom(seed);
    var bits = new BitSet(SPAN);
    for (int step = 0; step < 5000; step++) {
      int from = random.nextInt(SPAN - 1);
      int to = from + 1 + random.nextInt(Math.min(40, SPAN - from - 1) + 1);
      if (bits.get(from, to).isEmpty()) {
        ranges.add(BASE + from, BASE + to);
        bits.set(from, to);
      } else if (bits.get(from, to).cardinality() == to - from) {
        ranges.cut(indexOf(BASE + from), BASE + from, BASE + to);
        bits.clear(from, to);
      }
      assertSame(bits);
    }
  }

  private int indexOf(long number) {
    for (int i = 0; i < ranges.count(); i++) {
      if (Long.compareUnsigned(ranges.end(i), number) > 0) {
        return i;
      }
    }
    throw new AssertionError(number);
  }

  private void assertSame(BitSet bits) {
    int at = 0;
    for (int i = 0; i < ranges.count(); i++) {
      assertEquals(BASE + bits.nextSetBit(at), ranges.start(i));
      at = bits.nextClearBit((int) (ranges.start(i) - BASE));
      assertEquals(BASE + at, ranges.end(i));
    }
    assertEquals(-1, bits.nextSetBit(at));
    assertEquals(bits.cardinality(), ranges.total());
  }

  @Test
  void whatIsThereIsNotAddedAgain() {
    ranges.add(10, 20);
    assertThrows(IllegalArgumentException.class, () -> ranges.add(19, 30));
    assertThrows(IllegalArgumentException.class, () -> ranges.add(5, 11));
    assertThrows(IllegalArgumentException.class, () -> ranges.add(10, 20));
  }
}
