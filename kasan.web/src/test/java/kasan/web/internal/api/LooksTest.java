// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import kasan.web.internal.json.Refusal;
import org.junit.jupiter.api.Test;

/** What looking at shadows may cost a run. */
class LooksTest {
  private long nanos;
  private int looked;
  private final Looks looks = new Looks(() -> nanos);

  private Object see(Object what) throws InterruptedException {
    return looks.see(what, () -> ++looked);
  }

  @Test
  void whatWasSeenAMomentAgoIsShownAgain() throws InterruptedException {
    assertEquals(1, see("map"));
    nanos = 249_999_999;
    assertEquals(1, see("map"));
    assertEquals(2, see("other map"));
    nanos = 250_000_000;
    assertEquals(3, see("map"));
  }

  @Test
  void fewLookAtOnce() throws InterruptedException {
    looks.see(
        "first",
        () ->
            looks.see(
                "second",
                () ->
                    assertEquals503(
                        assertThrows(Refusal.class, () -> looks.see("third", () -> "")))));
    assertEquals(1, see("later"), "eyes are free again");
  }

  private static Object assertEquals503(Refusal refusal) {
    assertEquals(Refusal.UNAVAILABLE, refusal.status());
    return "";
  }
}
