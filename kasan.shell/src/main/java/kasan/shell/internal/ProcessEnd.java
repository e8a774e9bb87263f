// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * The end of the process, which comes even if a bundle does not stop or a thread has died with a
 * lock. What a verb has done to the machine is undone before, by hooks; they have some seconds.
 */
final class ProcessEnd {
  /** How long hooks may take: as long as a recorder's buffers take to be given back, and more. */
  private static final long HOOKS_NANOS = 10_000_000_000L;

  private ProcessEnd() {}

  /** The process ends some seconds from now, if it has not ended by then. */
  static void atTheLatest(int status) {
    var watch = new Thread(() -> haltLater(status), "end of the process");
    watch.setDaemon(true);
    watch.start();
  }

  private static void haltLater(int status) {
    long end = System.nanoTime() + HOOKS_NANOS;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Runtime.getRuntime().halt(status);
  }
}
