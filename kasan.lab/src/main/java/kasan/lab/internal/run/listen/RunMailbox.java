// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.listen;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.RunListener;
import kasan.lab.api.run.RunSample;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Swap;
import org.jspecify.annotations.Nullable;

/** One listener of a run, with the pace at which it wants samples. */
public final class RunMailbox implements Listening {
  private static final Duration FASTEST = Duration.ofMillis(20);

  private final Mailbox<RunListener> mailbox;
  private final long paceNanos;

  /** The newest sample that the listener has not been told yet. */
  private final AtomicReference<@Nullable RunSample> waiting = new AtomicReference<>();

  private volatile boolean closed;

  // Of the run's thread.
  private @Nullable RunStatus told;
  private long toldAt;

  /**
   * @param run its name
   */
  public RunMailbox(RunListener listener, Duration pace, String run) {
    this.mailbox = new Mailbox<>(listener, run);
    this.paceNanos = (pace.compareTo(FASTEST) < 0 ? FASTEST : pace).toNanos();
  }

  /** Whether it wants a sample now. */
  boolean wants(RunStatus now, long nanos) {
    RunStatus before = told;
    return before == null || before.state() != now.state() || nanos - toldAt >= paceNanos;
  }

  /** Whether it does not know this yet. */
  boolean ignores(RunStatus now) {
    return !now.equals(told);
  }

  void swapped(Swap swap) {
    mailbox.post(listener -> listener.swapped(swap));
  }

  void found(RunFinding finding) {
    mailbox.post(listener -> listener.found(finding));
  }

  /** What has happened before it came. */
  void catchUp(Iterable<Swap> swaps, Iterable<RunFinding> findings) {
    swaps.forEach(swap -> mailbox.postAlways(listener -> listener.swapped(swap)));
    findings.forEach(finding -> mailbox.postAlways(listener -> listener.found(finding)));
  }

  void sampled(RunSample sample, long nanos) {
    told = sample.status();
    toldAt = nanos;
    if (waiting.getAndSet(sample) != null) {
      mailbox.skip();
    } else if (!mailbox.post(this::tellNewest)) {
      waiting.set(null);
    }
  }

  private void tellNewest(RunListener listener) {
    RunSample newest = waiting.getAndSet(null);
    if (newest != null) {
      listener.sampled(newest.withSkipped(mailbox.takeSkipped()));
    }
  }

  void ended(RunStatus status) {
    mailbox.postLast(listener -> listener.ended(status));
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    mailbox.close();
  }
}
