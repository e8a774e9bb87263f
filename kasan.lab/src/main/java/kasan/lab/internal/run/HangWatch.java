// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.TimeUnit;
import kasan.lab.internal.guard.Guard;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether code of a run's scheme comes back. After the limit its view is revoked
 * and its thread woken up; when it still does not come back, the run goes on with another thread.
 */
final class HangWatch implements Runnable {
  private static final int LOOKS_PER_LIMIT = 8;
  private static final long GRACE_MILLIS = 500;
  private static final long GRACE_STEP_MILLIS = 10;

  private final RunLoop loop;
  private final int limitSeconds;
  private @Nullable Guard seen;
  private long seenTurns;
  private long since;

  HangWatch(RunLoop loop, int limitSeconds) {
    this.loop = loop;
    this.limitSeconds = limitSeconds;
  }

  @Override
  public void run() {
    long limitNanos = TimeUnit.SECONDS.toNanos(limitSeconds);
    long pauseMillis = Math.max(1, TimeUnit.SECONDS.toMillis(limitSeconds) / LOOKS_PER_LIMIT);
    try {
      while (!loop.awaitOver(pauseMillis)) {
        Guard guard = loop.watched();
        long now = System.nanoTime();
        long turns = guard == null ? 0 : guard.turns();
        boolean away = (turns & 1) != 0;
        if (guard == null || !away || guard != seen || turns != seenTurns) {
          seen = guard;
          seenTurns = turns;
          since = now;
        } else if (now - since > limitNanos) {
          lostPatience(guard, turns);
          seen = null;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lostPatience(Guard guard, long turns) throws InterruptedException {
    String where = loop.whereItIs();
    String why = "did not come back within " + limitSeconds + " s" + where;
    if (!guard.revoke(why)) {
      return;
    }
    loop.wake(why);
    for (long waited = 0; waited < GRACE_MILLIS; waited += GRACE_STEP_MILLIS) {
      if (guard.turns() != turns) {
        return;
      }
      Thread.sleep(GRACE_STEP_MILLIS);
    }
    if (guard.abandon()) {
      loop.goOnWithAnotherThread(why);
    }
  }
}
