// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.guard;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kasan.lab.internal.bill.Failures;
import org.jspecify.annotations.Nullable;

/**
 * The gate through which a kernel calls one scheme. One thread calls; another may watch how long it
 * stays away, and close the gate behind it.
 *
 * <p>The count of turns is odd while code of the scheme runs. Each turn begins with a release, so
 * that a thread that takes the kernel over sees all that the kernel did before.
 */
public final class Guard {
  private enum Phase {
    /** Calls pass. */
    OPEN,
    /** Its view was revoked while it was away; it may still come back. */
    REVOKED,
    /** Nothing is passed on any more: it threw, came back late, or is not needed. */
    CLOSED,
    /** It did not come back, and the kernel belongs to another thread. */
    ABANDONED
  }

  private final AtomicLong turns = new AtomicLong();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
  private final CountDownLatch over = new CountDownLatch(1);
  private int depth;
  private volatile @Nullable String failure;
  private volatile boolean hung;

  /** Begins a call; false when it is not to be made. */
  boolean enter() {
    if (depth++ == 0) {
      turns.setRelease(turns.getPlain() + 1);
    }
    return phase.get() == Phase.OPEN;
  }

  /** Ends a call. Does not return to a kernel that belongs to another thread by now. */
  void exit() {
    if (--depth > 0) {
      return;
    }
    turns.setRelease(turns.getPlain() + 1);
    if (phase.get() != Phase.OPEN) {
      cameBackLate();
    }
  }

  private void cameBackLate() {
    if (phase.compareAndSet(Phase.REVOKED, Phase.CLOSED)) {
      // The watcher woke it up; nobody else is to notice.
      Thread.interrupted();
    } else if (phase.get() == Phase.ABANDONED) {
      sleepUntilTheRunIsOver();
    }
  }

  private void sleepUntilTheRunIsOver() {
    boolean waiting = true;
    while (waiting) {
      try {
        over.await();
        waiting = false;
      } catch (InterruptedException e) {
        // Nobody can want anything else of this thread.
      }
    }
    throw new IllegalStateException("the run went on without this thread");
  }

  /** The scheme threw something; it is not called again. */
  void threw(Throwable thrown) {
    if (phase.compareAndSet(Phase.OPEN, Phase.CLOSED)) {
      failure = Failures.inWords(thrown);
    }
  }

  /** Why nothing is passed on: what was thrown, or that it hung; null while all is well. */
  public @Nullable String failure() {
    return failure;
  }

  /** Whether it is closed because a call took too long. */
  public boolean hung() {
    return hung;
  }

  /** Number of calls begun and ended; odd while one is under way. Any thread may ask. */
  public long turns() {
    return turns.getAcquire();
  }

  /** Whether calls of the scheme pass. */
  public boolean open() {
    return phase.get() == Phase.OPEN;
  }

  /**
   * A watcher has lost patience.
   *
   * @param why in words
   * @return false when it came back in the meantime
   */
  public boolean revoke(String why) {
    if (!phase.compareAndSet(Phase.OPEN, Phase.REVOKED)) {
      return false;
    }
    hung = true;
    failure = why;
    return true;
  }

  /**
   * The kernel now belongs to the caller; should the scheme ever return, its thread sleeps.
   *
   * @return false when it came back in the meantime
   */
  public boolean abandon() {
    return phase.compareAndSet(Phase.REVOKED, Phase.ABANDONED);
  }

  /** The scheme is not needed any more. */
  void close() {
    phase.compareAndSet(Phase.OPEN, Phase.CLOSED);
  }

  /** The run has ended; a thread that was left behind may end too. */
  public void runIsOver() {
    over.countDown();
  }
}
