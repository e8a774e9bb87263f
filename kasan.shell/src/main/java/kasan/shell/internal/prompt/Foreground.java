// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kasan.shell.internal.call.InterruptKey;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jspecify.annotations.Nullable;

/**
 * A line that runs while the prompt waits. It has a thread of its own: what does not hear Ctrl-C is
 * left behind, and the prompt comes back.
 */
final class Foreground {
  /** A line is left alone that long after the first Ctrl-C before the next one gives it up. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final CommandSession session;
  private final InterruptKey key;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean givenUp;
  private @Nullable Long pressed;

  /** What is run. */
  interface Work {
    void run();
  }

  Foreground(CommandSession session, InterruptKey key, Work work) {
    this.session = session;
    this.key = key;
    this.thread = new Thread(() -> run(work), "kasan line");
    thread.setDaemon(true);
  }

  private void run(Work work) {
    try {
      work.run();
    } finally {
      over.countDown();
    }
  }

  /**
   * Runs it.
   *
   * @return whether it ended; false when it was given up
   */
  boolean runToItsEnd() {
    thread.start();
    while (true) {
      try {
        over.await();
        return !givenUp;
      } catch (InterruptedException e) {
        // The key, pressed while the line editor still had it: it is for the line now.
        press();
      }
    }
  }

  /** Ctrl-C. */
  synchronized void press() {
    long now = System.nanoTime();
    if (pressed == null) {
      pressed = now;
    }
    if (!key.press() && now - pressed > PATIENCE_NANOS) {
      givenUp = true;
      over.countDown();
      return;
    }
    Job job = session.foregroundJob();
    if (job != null && !key.isHeard()) {
      job.interrupt(); // a command that is no verb
    }
  }
}
