// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import kasan.web.internal.json.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what looking at shadows costs runs: a look is done by the run's thread, which does no
 * operation meanwhile. What was seen a moment ago is shown again, and few look at once.
 */
final class Looks {
  private static final long FRESH_NANOS = 250_000_000;
  private static final int AT_ONCE = 2;
  private static final int KEPT = 32;

  private final Semaphore eyes = new Semaphore(AT_ONCE);
  private final LongSupplier clock;
  private final Map<Object, Seen> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Seen> eldest) {
          return size() > KEPT;
        }
      };

  private record Seen(long nanos, Object tree) {}

  /** Looks. */
  @FunctionalInterface
  interface Look {
    /** What is seen, as a tree. */
    Object at() throws InterruptedException;
  }

  /**
   * @param clock in nanoseconds
   */
  Looks(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * What is seen now, or was a moment ago.
   *
   * @param what is looked at
   * @throws Refusal when too many look
   */
  Object see(Object what, Look look) throws InterruptedException {
    @Nullable Object recent = recent(what);
    if (recent != null) {
      return recent;
    }
    if (!eyes.tryAcquire()) {
      throw new Refusal(Refusal.UNAVAILABLE, "others are looking; ask again");
    }
    try {
      Object tree = look.at();
      keep(what, tree);
      return tree;
    } finally {
      eyes.release();
    }
  }

  private @Nullable Object recent(Object what) {
    synchronized (seen) {
      Seen last = seen.get(what);
      return last != null && clock.getAsLong() - last.nanos() < FRESH_NANOS ? last.tree() : null;
    }
  }

  private void keep(Object what, Object tree) {
    synchronized (seen) {
      seen.remove(what);
      seen.put(what, new Seen(clock.getAsLong(), tree));
    }
  }
}
