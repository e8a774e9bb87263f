// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The clock by which the watch tells that foreign code takes too long. A test brings one of its
 * own, so that code that hangs is found without waiting, and code that is slow is not taken for it.
 */
@ConsumerType
public interface WatchClock {
  /** The clock of this machine. */
  WatchClock OF_THE_MACHINE =
      new WatchClock() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // who wakes up early looks once more
        public void pause(Object monitor, long millis) throws InterruptedException {
          monitor.wait(millis);
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /**
   * Lets time pass between two looks, or less of it.
   *
   * @param monitor that the caller holds; who is notified on it looks at once
   */
  void pause(Object monitor, long millis) throws InterruptedException;

  /** From now on the watch goes by this clock. */
  static void use(WatchClock clock) {
    Watchdog.use(clock);
  }
}
