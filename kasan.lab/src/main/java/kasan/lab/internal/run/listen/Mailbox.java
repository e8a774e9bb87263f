// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.listen;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import kasan.lab.api.run.Listening;

/**
 * Notices for one listener, and the thread that hands them over. Whoever posts never waits: when
 * too many notices are waiting already, the listener misses this one, and that is counted.
 *
 * @param <L> kind of listener
 */
public final class Mailbox<L> implements Listening {
  /** How many notices may wait. */
  static final int MOST_WAITING = 256;

  private final L listener;
  private final BlockingQueue<Consumer<L>> notices = new LinkedBlockingQueue<>();
  private final AtomicLong skipped = new AtomicLong();
  private final Thread thread;
  private volatile boolean done;

  /**
   * @param listener who is told
   * @param of names the thread
   */
  public Mailbox(L listener, String of) {
    this.listener = listener;
    this.thread = new Thread(this::handOver, "kasan listener of " + of);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Has the listener told something, or counts that it was not.
   *
   * @return false when too much is waiting already
   */
  public boolean post(Consumer<L> notice) {
    if (notices.size() >= MOST_WAITING) {
      skipped.incrementAndGet();
      return false;
    }
    notices.add(notice);
    return true;
  }

  /** Has the listener told something that it may not miss, and of which there are few. */
  void postAlways(Consumer<L> notice) {
    notices.add(notice);
  }

  /** Has the listener told its last. */
  void postLast(Consumer<L> notice) {
    notices.add(
        last -> {
          done = true;
          notice.accept(last);
        });
  }

  /** A notice that was overtaken by a newer one. */
  void skip() {
    skipped.incrementAndGet();
  }

  /** How many notices it has missed since somebody asked last. */
  long takeSkipped() {
    return skipped.getAndSet(0);
  }

  private void handOver() {
    while (!done) {
      try {
        notices.take().accept(listener);
      } catch (Throwable e) {
        // What a listener throws, or an interrupt of its own, is its own business.
        skipped.incrementAndGet();
      }
    }
  }

  @Override
  public void close() {
    done = true;
    notices.clear();
    notices.add(nobody -> {});
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
  }
}
