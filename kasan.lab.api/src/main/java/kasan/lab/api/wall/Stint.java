// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The time that one thread works behind a {@link Wall}. The thread says when it enters foreign code
 * and when it is back; the watch looks on.
 *
 * <p>The count of calls is a plain field, so that a call costs nothing: an old value that the watch
 * sees costs it one look more. It is odd while foreign code runs. Whoever looks at the stack of a
 * thread that hangs stops it at a safepoint, so that all it did before is seen from then on.
 */
public final class Stint {
  private static final int OPEN = 0;
  private static final int REVOKED = 1;
  private static final int LOST = 2;
  private static final AtomicIntegerFieldUpdater<Stint> PHASE =
      AtomicIntegerFieldUpdater.newUpdater(Stint.class, "phase");

  private final CountDownLatch over;
  private final @Nullable Thread thread;
  private long calls;

  /** Calls of foreign code within foreign code. */
  private int inner;

  private @Nullable ForeignCode inside;
  private volatile int phase = OPEN;
  private @Nullable ForeignFailure hang;

  /**
   * @param thread that works; null for one that nobody watches
   * @param over opens when the work behind the wall is over
   */
  Stint(@Nullable Thread thread, CountDownLatch over) {
    this.thread = thread;
    this.over = over;
  }

  /** The thread is about to call foreign code. */
  public void enter(ForeignCode code) {
    if (isInside()) {
      inner++;
    } else {
      inside = code;
      calls++;
    }
  }

  /**
   * The thread has come back from one call and is about to make the next, as if it had left and
   * entered.
   *
   * @param code that it calls next
   * @return false if it took too long: it has neither left nor entered then
   */
  public boolean goesOn(ForeignCode code) {
    if (phase != OPEN) {
      return false;
    }
    if (inner == 0) {
      inside = code;
      calls += 2;
    }
    return true;
  }

  /**
   * The thread is back. Does not return when another thread does the work by now.
   *
   * @return true if it took too long; {@link #hang} tells more
   */
  public boolean leave() {
    if (inner > 0) {
      inner--;
    } else {
      calls++;
    }
    return phase != OPEN && cameBackLate();
  }

  private boolean cameBackLate() {
    if (PHASE.compareAndSet(this, REVOKED, OPEN)) {
      // The watch woke the thread up; nobody else is to notice.
      Thread.interrupted();
      return true;
    }
    boolean waiting = true;
    while (waiting) {
      try {
        over.await();
        waiting = false;
      } catch (InterruptedException e) {
        // Nobody can want anything else of this thread.
      }
    }
    throw new IllegalStateException("the work went on without this thread");
  }

  /**
   * Foreign code has called the laboratory: the thread is not in it for a while.
   *
   * @return what {@link #stepIn} wants to know
   */
  int stepOut() {
    if (!isInside()) {
      return 0;
    }
    int depth = inner + 1;
    inner = 0;
    calls++;
    return depth;
  }

  /** The laboratory returns to the foreign code that has called it. */
  void stepIn(int depth) {
    if (depth > 0) {
      inner = depth - 1;
      calls++;
    }
  }

  private boolean isInside() {
    return (calls & 1) != 0;
  }

  /** Holds nothing of what was called last. */
  void forget() {
    if (!isInside()) {
      inside = null;
    }
  }

  /** True if a call has taken too long, so that there is a {@link #hang} to tell of. */
  public boolean wasLate() {
    return hang != null && phase == OPEN;
  }

  /** What is to be said of the call that took too long. */
  public ForeignFailure hang() {
    ForeignFailure failure = hang;
    if (failure == null) {
      throw new IllegalStateException("nothing hung");
    }
    return failure;
  }

  // What the watch does.

  /** Calls begun and ended; odd while one is under way. */
  long calls() {
    return calls;
  }

  /** Whether the thread was told that it is late. */
  boolean revoked() {
    return phase == REVOKED;
  }

  /** The thread that works. */
  @Nullable Thread thread() {
    return thread;
  }

  /** Takes away what the code works with, and wakes its thread up. */
  void revoke(long lateCall, int seconds) {
    ForeignCode late = inside;
    Thread kept = thread;
    if (late == null || kept == null) {
      return;
    }
    StackTraceElement[] stack = kept.getStackTrace();
    if (calls != lateCall) {
      return;
    }
    ForeignFailure failure = ForeignFailure.hung(late, seconds, stack);
    hang = failure;
    if (PHASE.compareAndSet(this, OPEN, REVOKED)) {
      late.revoke(failure.reason());
      kept.interrupt();
    }
  }

  /**
   * The work belongs to the caller; should the thread ever come back, it waits for the end.
   *
   * @return the code that keeps the thread; null when it came back in the meantime
   */
  @Nullable ForeignCode abandon() {
    return PHASE.compareAndSet(this, REVOKED, LOST) ? inside : null;
  }
}
