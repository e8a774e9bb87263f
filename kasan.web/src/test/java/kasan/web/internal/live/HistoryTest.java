// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Curves in bounded space. */
class HistoryTest {
  private final History history = new History(List.of("t"), 8);

  private List<?> times() {
    return (List<?>) history.tree().get("t");
  }

  @Test
  void allPointsAreThereWhileThereIsRoom() {
    for (long i = 0; i < 8; i++) {
      history.add(new long[] {i});
    }
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), times());
  }

  @Test
  void laterEveryOtherPointIsAndAlwaysTheNewest() {
    for (long i = 0; i <= 8; i++) {
      history.add(new long[] {i});
    }
    assertEquals(List.of(0L, 2L, 4L, 6L, 8L), times());
    history.add(new long[] {9});
    assertEquals(List.of(0L, 2L, 4L, 6L, 8L, 9L), times());
    history.add(new long[] {10});
    assertEquals(List.of(0L, 2L, 4L, 6L, 8L, 10L), times());
  }

  @Test
  void beginningAndEndStayHoweverLongItTakes() {
    for (long i = 0; i < 1_000_003; i++) {
      history.add(new long[] {i});
      assertTrue(times().size() <= 8);
    }
    assertEquals(0L, times().get(0));
    assertEquals(1_000_002L, times().get(times().size() - 1));
  }
}
