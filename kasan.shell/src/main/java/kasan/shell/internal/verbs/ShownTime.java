// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kasan.lab.api.Progress;

/** Shows how much of a time that is known has passed, until it is over or this is closed. */
final class ShownTime implements AutoCloseable {
  private static final long NANOS = 1_000_000_000;

  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Begins.
   *
   * @param progress counts seconds
   */
  ShownTime(long seconds, Progress progress) {
    long began = System.nanoTime();
    progress.of(seconds);
    Thread clock = new Thread(() -> tick(seconds, began, progress), "time that is left");
    clock.setDaemon(true);
    clock.start();
  }

  private void tick(long seconds, long began, Progress progress) {
    try {
      long passed = 0;
      while (passed < seconds && !closed.await(1, TimeUnit.SECONDS)) {
        passed = Math.min(seconds, (System.nanoTime() - began) / NANOS);
        progress.at(passed);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
