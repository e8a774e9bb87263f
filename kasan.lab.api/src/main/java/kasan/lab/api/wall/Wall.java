// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.scheme.OutOfFramesException;
import org.jspecify.annotations.Nullable;

/**
 * The wall around foreign code: all code of extensions is called through one, so that whatever it
 * does, the work goes on or ends with one clear line.
 *
 * <ul>
 *   <li>What it throws is caught and put into words, with the line of the author's own code. Only
 *       what a contract lets it throw passes.
 *   <li>When a call takes longer than the limit, what the code works with is taken away from it and
 *       its thread is interrupted. When it comes back then, the call has failed.
 *   <li>When it does not, its thread is left behind, and the work is gone on with on another.
 * </ul>
 *
 * <p>One wall serves one piece of work: a run, a comparison, a case of the suite. The work is done
 * by one thread at a time, which {@link #run} or {@link #start} make. Without them the wall catches
 * and names, and nobody looks how long a call takes.
 */
public final class Wall {
  /** Limit of a call in seconds, where nobody says another. */
  public static final int USUAL_SECONDS = 30;

  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int LOOKS_PER_LIMIT = 8;
  private static final long WAKE_MILLIS = 100;
  private static final int WAKES = 50;

  private final int hangSeconds;
  private final CountDownLatch over = new CountDownLatch(1);
  private Stint stint = new Stint(null, over);
  private @Nullable String name;
  private @Nullable Consumer<ForeignCode> whenLost;

  // Of the watch, between two looks.
  private @Nullable Stint seen;
  private long seenCalls;
  private long seenSince;
  private int looks;

  /** A wall for work that nobody watches. */
  public Wall() {
    this(USUAL_SECONDS);
  }

  /**
   * @param hangSeconds how long one call may take
   */
  public Wall(int hangSeconds) {
    this.hangSeconds = hangSeconds;
  }

  /** The thread at work, for calls that are made often: enter, call, leave. */
  public Stint stint() {
    return stint;
  }

  /**
   * Calls foreign code and wants an answer.
   *
   * @throws ForeignFailure when it throws, answers null, or took too long
   * @throws BadInputException when it says so: that is a line to the user
   * @throws OutOfFramesException when it says so
   * @throws VirtualMachineError when the laboratory itself is out of memory or stack
   */
  public <T> T call(ForeignCode code, Supplier<? extends @Nullable T> call) {
    T answer = ask(code, call);
    if (answer == null) {
      throw ForeignFailure.noAnswer(code);
    }
    return answer;
  }

  /** As {@link #call}, where null is an answer. */
  public <T> @Nullable T ask(ForeignCode code, Supplier<? extends @Nullable T> call) {
    Stint now = stint;
    @Nullable T answer = null;
    Throwable thrown = null;
    now.enter(code);
    try {
      answer = call.get();
    } catch (Throwable e) {
      thrown = e;
    }
    boolean late = now.leave();
    now.forget();
    if (late) {
      throw now.hang();
    }
    if (thrown != null) {
      throw told(code, thrown);
    }
    return answer;
  }

  /**
   * What a contract lets foreign code throw, or its failure. Exceptions are its code, too.
   *
   * @throws VirtualMachineError when the laboratory itself is out of memory or stack
   */
  public static RuntimeException told(ForeignCode code, Throwable thrown) {
    if (thrown.getClass() == BadInputException.class
        || thrown instanceof OutOfFramesException
        || thrown instanceof ForeignFailure) {
      return (RuntimeException) thrown;
    }
    Exhaustion.check(code, thrown);
    return thrown instanceof BadInputException
        ? new BadInputException(ForeignFailure.words(thrown))
        : ForeignFailure.threw(code, thrown);
  }

  /**
   * What is to be said of what foreign code has thrown.
   *
   * @throws VirtualMachineError when the laboratory itself is out of memory or stack
   */
  public static ForeignFailure failure(ForeignCode code, Throwable thrown) {
    Exhaustion.check(code, thrown);
    return ForeignFailure.threw(code, thrown);
  }

  /**
   * Does a piece of work on a thread of its own and waits for it.
   *
   * @param what names the thread
   * @return what the work comes to
   * @throws ForeignFailure when foreign code keeps the thread; the work is given up
   * @throws CancellationException when the caller is interrupted
   */
  public <T extends @Nullable Object> T run(String what, Supplier<T> work) {
    var done = new CompletableFuture<T>();
    begin(
        what,
        () -> {
          try {
            done.complete(work.get());
          } catch (Throwable e) {
            done.completeExceptionally(e);
          }
        },
        lost -> done.completeExceptionally(stint.hang()));
    try {
      return outcome(done);
    } finally {
      end();
    }
  }

  private <T extends @Nullable Object> T outcome(CompletableFuture<T> done) {
    try {
      return done.get();
    } catch (InterruptedException e) {
      wakeUntil(done);
      var cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    }
  }

  private static RuntimeException thrown(@Nullable Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    return new IllegalStateException(thrown);
  }

  /** The caller wants to go: foreign code may swallow one interrupt, or several. */
  private void wakeUntil(CompletableFuture<?> done) {
    for (int i = 0; i < WAKES && !done.isDone(); i++) {
      Thread thread = stint.thread();
      if (thread != null) {
        thread.interrupt();
      }
      try {
        done.get(WAKE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        // Looks again, or is done.
      }
    }
  }

  /**
   * Begins a piece of work on a thread of its own. {@link #end} ends it.
   *
   * @param what names the thread
   * @param work what to do
   * @param whenLost goes on with it, on a new thread, when foreign code keeps the one before; that
   *     code has been set aside by then
   */
  public void start(String what, Runnable work, Consumer<ForeignFailure> whenLost) {
    begin(what, work, lost -> goOn(lost, whenLost));
  }

  private void begin(String what, Runnable work, Consumer<ForeignCode> lost) {
    name = what;
    whenLost = lost;
    Thread thread = thread(work);
    stint = new Stint(thread, over);
    Watchdog.watch(this);
    thread.start();
  }

  private Thread thread(Runnable work) {
    return new Worker(this, work, "kasan " + name);
  }

  /** A thread that works behind a wall. */
  private static final class Worker extends Thread {
    private final Wall wall;

    Worker(Wall wall, Runnable work, String name) {
      super(work, name);
      this.wall = wall;
      setDaemon(true);
    }
  }

  /** The wall that the caller works behind; null when there is none. */
  static @Nullable Wall current() {
    return Thread.currentThread() instanceof Worker worker ? worker.wall : null;
  }

  /** How long one call may take. */
  int hangSeconds() {
    return hangSeconds;
  }

  private void goOn(ForeignCode lost, Consumer<ForeignFailure> then) {
    ForeignFailure failure = stint.hang();
    Thread thread =
        thread(
            () -> {
              lost.setAside(failure);
              then.accept(failure);
            });
    stint = new Stint(thread, over);
    thread.start();
  }

  /** Whether the caller is the thread that does the work, and not one that was left behind. */
  public boolean ownedByCaller() {
    return stint.thread() == Thread.currentThread();
  }

  /** The work is over; a thread that was left behind may end as well. */
  public void end() {
    Watchdog.forget(this);
    over.countDown();
  }

  // What the watch does.

  /** How long to wait between two looks. */
  long pauseMillis() {
    return Math.max(1, TimeUnit.SECONDS.toMillis(hangSeconds) / LOOKS_PER_LIMIT);
  }

  /**
   * Looks whether foreign code comes back. Patience is counted in looks as well as in time, so that
   * a machine that was asleep is not taken for one that hangs.
   */
  void look(long nanos) {
    Stint now = stint;
    long calls = now.calls();
    if (now != seen || calls != seenCalls || (calls & 1) == 0) {
      seen = now;
      seenCalls = calls;
      seenSince = nanos;
      looks = 0;
      return;
    }
    looks++;
    if (now.revoked()) {
      if (nanos - seenSince > GRACE_NANOS) {
        abandon(now);
      }
    } else if (looks >= LOOKS_PER_LIMIT
        && nanos - seenSince > TimeUnit.SECONDS.toNanos(hangSeconds)) {
      now.revoke(calls, hangSeconds);
      seenSince = nanos;
    }
  }

  private void abandon(Stint kept) {
    Consumer<ForeignCode> then = whenLost;
    ForeignCode code = kept.abandon();
    if (code != null && then != null) {
      then.accept(code);
    }
  }
}
