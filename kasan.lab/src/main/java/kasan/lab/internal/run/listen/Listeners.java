// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.listen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kasan.lab.api.run.RunFinding;
import kasan.lab.api.run.RunSample;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Swap;

/**
 * Those who listen to one run. The run's thread alone uses it; a sample is made only when somebody
 * wants one.
 */
public final class Listeners {
  private final LongSupplier clock;
  private final List<RunMailbox> mailboxes = new ArrayList<>();

  /**
   * @param clock real time, in nanoseconds
   */
  public Listeners(LongSupplier clock) {
    this.clock = clock;
  }

  /** Someone listens from now on, and is told first what has happened. */
  public void add(RunMailbox mailbox, List<Swap> swaps, List<RunFinding> findings) {
    mailbox.catchUp(swaps, findings);
    mailboxes.add(mailbox);
  }

  /** Someone begins to listen to a run that is over. */
  public static void tellAll(
      RunMailbox mailbox, List<Swap> swaps, List<RunFinding> findings, RunStatus status) {
    mailbox.catchUp(swaps, findings);
    mailbox.ended(status);
  }

  /** A swap was made or refused. */
  public void swapped(Swap swap) {
    mailboxes.forEach(mailbox -> mailbox.swapped(swap));
  }

  /** Something was found. */
  public void found(RunFinding finding) {
    mailboxes.forEach(mailbox -> mailbox.found(finding));
  }

  /** The run is at a safepoint: whoever wants a sample by now gets one. */
  public void pass(RunStatus now, Supplier<RunSample> sample) {
    if (mailboxes.isEmpty()) {
      return;
    }
    mailboxes.removeIf(RunMailbox::closed);
    long nanos = clock.getAsLong();
    send(mailboxes.stream().filter(mailbox -> mailbox.wants(now, nanos)).toList(), nanos, sample);
  }

  /** The run is about to stand still: whoever does not know how things are gets a sample. */
  public void settle(RunStatus now, Supplier<RunSample> sample) {
    if (!mailboxes.isEmpty()) {
      send(
          mailboxes.stream().filter(mailbox -> mailbox.ignores(now)).toList(),
          clock.getAsLong(),
          sample);
    }
  }

  private static void send(List<RunMailbox> to, long nanos, Supplier<RunSample> sample) {
    if (!to.isEmpty()) {
      RunSample one = sample.get();
      to.forEach(mailbox -> mailbox.sampled(one, nanos));
    }
  }

  /** The run is over. */
  public void ended(RunStatus status) {
    mailboxes.forEach(mailbox -> mailbox.ended(status));
    mailboxes.clear();
  }
}
