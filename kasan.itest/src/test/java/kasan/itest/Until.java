// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.concurrent.Callable;

/**
 * Waits for something that nobody announces. It has no limit of its own, so that no verdict depends
 * on how fast a machine is; a wait that never ends is ended with the JVM, by the watchdog of the
 * build ({@code failsafe.timeout}).
 */
final class Until {
  private static final long STEP_MILLIS = 20;

  private Until() {}

  /** Returns when the condition holds. */
  static void holds(Callable<Boolean> condition) throws Exception {
    holds(STEP_MILLIS, condition);
  }

  /** The same, with a pause of one's own between two looks. */
  static void holds(long pauseMillis, Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      Thread.sleep(pauseMillis);
    }
  }

  /** Lets time pass, for something that says nothing of itself. */
  static void later(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
