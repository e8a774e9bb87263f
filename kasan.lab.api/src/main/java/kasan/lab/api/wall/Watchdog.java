// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks now and then whether foreign code comes back, behind every wall there is work behind. One
 * thread does it for all, and it is there only while there is something to look at.
 */
final class Watchdog implements Runnable {
  private static final Watchdog ONE = new Watchdog();
  private static final long LONGEST_PAUSE_MILLIS = 1000;
  private static final int IDLE_LOOKS = 10;

  private final List<Wall> walls = new ArrayList<>();
  private boolean awake;
  private volatile WatchClock clock = WatchClock.OF_THE_MACHINE;

  private Watchdog() {}

  static void use(WatchClock clock) {
    ONE.clock = clock;
  }

  static void watch(Wall wall) {
    ONE.add(wall);
  }

  static void forget(Wall wall) {
    ONE.remove(wall);
  }

  private synchronized void add(Wall wall) {
    walls.add(wall);
    if (awake) {
      notifyAll();
    } else {
      awake = true;
      var thread = new Thread(this, "kasan watchdog");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private synchronized void remove(Wall wall) {
    walls.remove(wall);
  }

  @Override
  public void run() {
    try {
      int idle = 0;
      while (idle < IDLE_LOOKS || !sleepForGood()) {
        idle = look() ? 0 : idle + 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean sleepForGood() {
    awake = !walls.isEmpty();
    return !awake;
  }

  /** One look at all, after a pause; false when there was none to look at. */
  private boolean look() throws InterruptedException {
    List<Wall> all;
    synchronized (this) {
      long pause = LONGEST_PAUSE_MILLIS;
      for (Wall wall : walls) {
        pause = Math.min(pause, wall.pauseMillis());
      }
      clock.pause(this, pause);
      all = List.copyOf(walls);
    }
    long now = clock.nanos();
    all.forEach(wall -> wall.look(now));
    return !all.isEmpty();
  }
}
