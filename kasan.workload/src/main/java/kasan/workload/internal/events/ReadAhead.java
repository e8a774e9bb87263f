// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets a source work in a thread of its own, some batches ahead of the consumer. What it throws is
 * thrown to the consumer, after the events before it. Its counts and notes are empty until the end;
 * of a trace that is being written they are those up to the batch read last.
 */
public final class ReadAhead implements EventSource {
  private static final int BATCHES = 64;
  private static final long PATIENCE_MILLIS = 100;

  private final EventSource source;
  private final BlockingQueue<EventBatch> free = new ArrayBlockingQueue<>(BATCHES);
  private final BlockingQueue<EventBatch> ready = new ArrayBlockingQueue<>(BATCHES + 1);
  private final Runnable afterwards;
  private final boolean growing;
  private final DoubleSupplier share;
  private final Thread worker;
  private volatile @Nullable Throwable failure;
  private volatile SortedMap<String, Long> passedOver = Collections.emptySortedMap();
  private volatile SortedMap<String, Long> besides = Collections.emptySortedMap();
  private volatile List<String> notes = List.of();
  private volatile boolean closed;

  /** Called when there is more; null while the consumer waits in {@link #next}. */
  private volatile @Nullable Runnable wake;

  /** Whether the consumer was given nothing, and has not been called since. */
  private final AtomicBoolean owed = new AtomicBoolean();

  private boolean ended;

  /** Batches that the worker has made; used by it only. */
  private int made;

  /** Starts at once. */
  public ReadAhead(EventSource source, String name) {
    this(source, name, () -> {}, false);
  }

  /** Starts at once; nobody knows how much there is. */
  public ReadAhead(EventSource source, String name, Runnable afterwards, boolean growing) {
    this(source, name, afterwards, growing, () -> -1);
  }

  /**
   * Starts at once.
   *
   * @param afterwards what else to do in that thread when the last event was read
   * @param growing whether the source waits for somebody who writes it
   * @param share which part has been read; negative where nobody knows
   */
  public ReadAhead(
      EventSource source, String name, Runnable afterwards, boolean growing, DoubleSupplier share) {
    this.share = share;
    this.source = source;
    this.afterwards = afterwards;
    this.growing = growing;
    this.worker = new Thread(this::work, "read " + name);
    worker.setDaemon(true);
    worker.start();
  }

  private void work() {
    EventBatch last = new EventBatch();
    try {
      while (!closed) {
        EventBatch batch = free.poll();
        if (batch == null) {
          batch = made < BATCHES ? fresh() : free.take();
        }
        if (!source.next(batch)) {
          break;
        }
        if (growing) {
          count();
        }
        ready.put(batch);
        wakeUp();
      }
      count();
    } catch (InterruptedException e) {
      return; // closed: nobody waits
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    last.size = 0;
    if (!ready.offer(last)) {
      throw new IllegalStateException("no room for the end");
    }
    wakeUp();
    if (failure == null && !closed) {
      prepare();
    }
  }

  /** Whoever wants what was to be prepared makes it himself then, and hears what goes wrong. */
  private void prepare() {
    try {
      afterwards.run();
    } catch (OutOfMemoryError e) {
      // There may be room by then.
    }
  }

  private void count() {
    passedOver = source.passedOver();
    besides = source.besides();
    notes = source.notes();
  }

  private void wakeUp() {
    Runnable call = wake;
    if (call != null && owed.compareAndSet(true, false)) {
      call.run();
    }
  }

  private EventBatch fresh() {
    made++;
    return new EventBatch();
  }

  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    if (ended) {
      return false;
    }
    EventBatch filled = wake == null ? await() : ready.poll();
    if (filled == null) {
      owed.set(true);
      filled = ready.poll(); // it may have come meanwhile
    }
    if (filled == null) {
      return true;
    }
    owed.set(false);
    if (filled.size == 0) {
      ended = true;
      rethrow();
      return false;
    }
    filled.copyTo(batch);
    free.add(filled);
    return true;
  }

  private @Nullable EventBatch await() {
    try {
      return ready.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (growing) {
        return null; // nothing yet: whoever follows a source decides what the interrupt means
      }
      throw new IllegalStateException("interrupted while waiting for events", e);
    }
  }

  @Override
  public boolean whenMore(Runnable call) {
    if (growing) {
      wake = call;
    }
    return growing;
  }

  private void rethrow() {
    Throwable thrown = failure;
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  @Override
  public double share() {
    return share.getAsDouble();
  }

  @Override
  public boolean endSoon() {
    return source.endSoon();
  }

  @Override
  public String name(int number) {
    return source.name(number);
  }

  @Override
  public long lostEvents() {
    return source.lostEvents();
  }

  @Override
  public long missingEvents() {
    return source.missingEvents();
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return passedOver;
  }

  @Override
  public boolean tellsLosses() {
    return source.tellsLosses();
  }

  @Override
  public SortedMap<String, Long> besides() {
    return besides;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (worker.isAlive()) {
      worker.interrupt(); // again and again: what it calls may have swallowed one
      try {
        worker.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
