// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
  private long value;

  private Timeline sampled(long[] times) {
    value = 0;
    var timeline = new Timeline(() -> value);
    timeline.begin(times[0]);
    for (long time : times) {
      timeline.sampleBefore(time);
      value++;
    }
    timeline.end(times[times.length - 1]);
    return timeline;
  }

  private static long[] times(long seed, int count, long span) {
    var random = new Random(seed);
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = 1_000_000_007L + random.nextLong(span);
    }
    Arrays.sort(times);
    return times;
  }

  @ParameterizedTest
  @ValueSource(longs = {130, 1_000, 1_000_000, 10_000_000_000L})
  void everySampleHasSeenAllEventsUpToItsTime(long span) {
    for (long seed = 0; seed < 20; seed++) {
      long[] times = times(seed, 500, span);
      Timeline timeline = sampled(times);
      long[] at = timeline.nanosSinceStart();
      long[] values = timeline.valuesOf(0);
      assertEquals(0, values[0], "before the first event");
      for (int i = 1; i < at.length; i++) {
        long until = times[0] + at[i];
        long seen = Arrays.stream(times).filter(time -> time <= until).count();
        assertEquals(seen, values[i], "seed " + seed + " at " + at[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {200, 10_000, 3_600_000_000_000L})
  void hasEnoughPointsForACurveAndNeverMoreThan257(long span) {
    for (long seed = 0; seed < 20; seed++) {
      long[] times = times(seed, 300, span);
      times[299] = times[0] + span;
      Timeline timeline = sampled(times);
      assertTrue(timeline.size() >= 129 && timeline.size() <= 257, "points " + timeline.size());
      long[] at = timeline.nanosSinceStart();
      assertEquals(0, at[0]);
      assertEquals(span, at[at.length - 1]);
      for (int i = 2; i < at.length - 1; i++) {
        assertEquals(at[1], at[i] - at[i - 1], "equal distances");
      }
    }
  }

  @Test
  void eventsOfOneMomentGiveOnePointWithTheLastState() {
    Timeline timeline = sampled(new long[] {5, 5, 5});
    assertArrayEquals(new long[] {0}, timeline.nanosSinceStart());
    assertArrayEquals(new long[] {3}, timeline.valuesOf(0));
  }
}
