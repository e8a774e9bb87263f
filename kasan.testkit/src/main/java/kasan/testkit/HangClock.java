// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kasan.lab.api.wall.WatchClock;
import org.jspecify.annotations.Nullable;

/**
 * The clock by which a test has the watch find code that hangs: it stands still until the code says
 * so, then runs for as many looks as the watch needs to give the call up. So what hangs is found at
 * once, whatever the limit is, and what is slow never counts as hanging.
 *
 * <pre>{@code
 * try (var clock = new HangClock()) {
 *   misbehaving.onHang(clock::run);
 *   ...
 * }
 * }</pre>
 */
public final class HangClock implements WatchClock, AutoCloseable {
  /** Longer than any limit. */
  private static final long STEP_NANOS = TimeUnit.HOURS.toNanos(1000);

  /** One look that sees the call, eight of patience, one that leaves the thread behind. */
  private static final int LOOKS = 10;

  private int steps;
  private volatile boolean over;
  private volatile long nanos;
  private volatile @Nullable Object watch;
  private volatile @Nullable Thread caller;

  /** A clock that the watch goes by from now on. */
  public HangClock() {
    WatchClock.use(this);
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void pause(Object monitor, long millis) throws InterruptedException {
    watch = monitor;
    while (!over && !step()) {
      monitor.wait();
    }
    while (callerIsHere()) { // the watch is to find it in the code that hangs
      Thread.onSpinWait();
    }
  }

  private boolean callerIsHere() {
    Thread hanging = caller;
    return hanging != null
        && Stream.of(hanging.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(HangClock.class.getName()));
  }

  private synchronized boolean step() {
    if (steps == 0) {
      return false;
    }
    steps--;
    nanos += STEP_NANOS;
    return true;
  }

  /** The caller is in foreign code and is going to hang. */
  public void run() {
    caller = Thread.currentThread();
    synchronized (this) {
      steps = LOOKS;
    }
    wake();
  }

  private void wake() {
    Object monitor = watch;
    if (monitor != null) {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }
  }

  /** The watch goes by the clock of the machine again. */
  @Override
  public void close() {
    WatchClock.use(WatchClock.OF_THE_MACHINE);
    over = true;
    wake();
  }
}
