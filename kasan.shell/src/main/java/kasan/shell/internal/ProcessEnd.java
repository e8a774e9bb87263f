// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The end of the process, which comes even if a bundle does not stop or a thread has died with a
 * lock. What a verb has done to the machine is undone before, by hooks; they have some seconds.
 */
final class ProcessEnd {
  /** How long hooks may take: as long as a recorder's buffers take to be given back, and more. */
  static final Duration HOOKS = Duration.ofSeconds(10);

  /** How long bundles may take to stop; all has been said and written by then. */
  static final Duration STOPS = Duration.ofSeconds(5);

  private ProcessEnd() {}

  /** The process ends some seconds from now, if it has not ended by then. */
  static void atTheLatest(int status, Duration patience) {
    var watch = new Thread(() -> haltLater(status, patience), "end of the process");
    watch.setDaemon(true);
    watch.start();
  }

  private static void haltLater(int status, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(status);
  }
}
