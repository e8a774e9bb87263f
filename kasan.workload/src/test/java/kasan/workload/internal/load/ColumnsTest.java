// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of columns against those of the JDK, over seeded random operations. */
class ColumnsTest {
  private static final int STEPS = 50_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pendingFreesComeInTheOrderOfTheirTime(long seed) {
    var random = new SplittableRandom(seed);
    var pending = new PendingFrees();
    var queue = new PriorityQueue<Long>();
    for (int i = 0; i < STEPS; i++) {
      if (random.nextInt(5) > 1) {
        long due = random.nextLong(1 << 20);
        pending.add(due, due + 1, 0, 2 * due);
        queue.add(due);
      } else if (!queue.isEmpty()) {
        long due = queue.remove();
        assertEquals(due, pending.nextDue());
        assertEquals(due + 1, pending.handle(0));
        assertEquals(2 * due, pending.bytes(0));
        pending.remove();
      }
      assertEquals(queue.size(), pending.size());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aMixDrawsAsOftenAsItWasCounted(long seed) throws IOException {
    String text =
        """
        kasan-load 1
        origin name=r sha256=a cpus=1 mem-total-kb=0 task-stack-kb=16 nanos=9
        start cached-kb=0 anon-kb=0 page-tables-kb=0 stacks-kb=0
        request kind=kmalloc bytes=8 extra=8 count=100 kept=0 lives=100
        request kind=kmalloc bytes=16 extra=16 count=300 kept=0 lives=0,0,300
        """;
    var mix = new Mix(ProfileText.read("t", new StringReader(text)), true);
    var random = new SplittableRandom(seed);
    int[] drawn = new int[2];
    for (int i = 0; i < 40_000; i++) {
      int number = mix.draw(random);
      drawn[number]++;
      long life = mix.life(number, random);
      assertEquals(number == 0 ? 0 : 2, 63 - Long.numberOfLeadingZeros(life));
    }
    assertEquals(10_000, drawn[0], 600, Arrays.toString(drawn));
  }
}
