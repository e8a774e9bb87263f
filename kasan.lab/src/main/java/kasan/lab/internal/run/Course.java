// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.concurrent.atomic.AtomicBoolean;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.Kernel;

/**
 * The events of a run, and how far they have been applied. An operation is one event of the source,
 * whatever it is.
 */
final class Course implements AutoCloseable {
  private final EventSource source;
  private final EventBatch batch = new EventBatch();
  private long done;
  private int row;
  private boolean ended;

  /** Whether the source tells when it has more. */
  private final boolean told;

  private final Runnable moreCame;

  /** True from before the source is asked until it gives something or says that it has more. */
  private final AtomicBoolean waits = new AtomicBoolean();

  /** Kernel's count of events when the slice under way began; -1 when none is. */
  private long sliceBegan = -1;

  /** What comes next. */
  enum Next {
    /** An operation. */
    OPERATION,
    /** Something that the source does not have yet; it says when it has. */
    NOTHING_YET,
    /** Nothing more. */
    END
  }

  /**
   * @param moreCame called by any thread when {@link #next} has something else to say
   */
  Course(EventSource source, Runnable moreCame) {
    this.source = source;
    this.moreCame = moreCame;
    this.told = source.whenMore(this::wake);
  }

  private void wake() {
    if (waits.compareAndSet(true, false)) {
      moreCame.run();
    }
  }

  /** Looks for the next operation; asks the source only when it may have one. */
  Next next() {
    while (row == batch.size && !ended) {
      if (waits.get()) {
        return Next.NOTHING_YET;
      }
      row = 0;
      batch.size = 0;
      waits.set(told);
      ended = !source.next(batch);
      if (ended || batch.size > 0) {
        waits.set(false);
      }
    }
    return ended ? Next.END : Next.OPERATION;
  }

  /** When the next operation happens; there must be one. */
  long nextNanos() {
    return batch.nanos[row];
  }

  /**
   * Applies operations of one batch.
   *
   * @param most how many at most
   * @param untilNanos none that is later
   */
  void apply(Kernel kernel, long most, long untilNanos) {
    int end = (int) Math.min(batch.size, row + Math.min(most, EventBatch.CAPACITY));
    int to = row;
    while (to < end && batch.nanos[to] <= untilNanos) {
      to++;
    }
    if (to > row) {
      sliceBegan = kernel.counts().events();
      kernel.apply(batch, row, to, source);
      sliceBegan = -1;
      done += to - row;
      row = to;
    }
  }

  /** A slice was cut short: goes on behind the operation in which that happened. */
  void resumeBehind(Kernel kernel) {
    if (sliceBegan < 0) {
      return;
    }
    long behind = rowsOf(kernel.counts().events() - sliceBegan);
    sliceBegan = -1;
    done += behind;
    row += (int) behind;
  }

  /** Rows that stand for so many events; losses are rows and no events. */
  private long rowsOf(long events) {
    long rows = 0;
    for (long left = events; left > 0 && row + rows < batch.size; rows++) {
      if (batch.kind[(int) (row + rows)] != EventKind.LOST) {
        left--;
      }
    }
    return rows;
  }

  /** Operations done, the one under way included. */
  long operation(Kernel kernel) {
    return sliceBegan < 0 ? done : done + rowsOf(kernel.counts().events() - sliceBegan);
  }

  /** The process that asked for the operation under way; 0 between two, and where nobody tells. */
  int pid(Kernel kernel) {
    if (sliceBegan < 0) {
      return 0;
    }
    long rows = rowsOf(kernel.counts().events() - sliceBegan);
    return rows == 0 ? 0 : batch.pid[row + (int) rows - 1];
  }

  /** Operations done when the last slice ended. */
  long done() {
    return done;
  }

  EventSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
