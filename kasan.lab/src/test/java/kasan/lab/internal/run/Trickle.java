// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;

/**
 * A load that has a next kmalloc when the test says so, and says itself that it has nothing yet.
 */
final class Trickle implements Workload {
  private long allowed;
  private long given;
  private long asked;
  private boolean over;
  private long last = -1;
  private boolean owed;
  private Runnable wake = () -> {};

  /** The load may do so many operations more. */
  synchronized void give(long operations) {
    allowed += operations;
    wakeUp();
  }

  /** The load has done all that it will do. */
  synchronized void end() {
    over = true;
    wakeUp();
  }

  /** When it is asked to end it does, behind so many more operations. */
  synchronized void endsWhenAsked(long operations) {
    last = operations;
  }

  private synchronized boolean endSoon() {
    if (last < 0) {
      return false;
    }
    allowed += last;
    over = true;
    wakeUp();
    return true;
  }

  /** How often the run has asked for a batch. */
  synchronized long asked() {
    return asked;
  }

  private void wakeUp() {
    if (owed) {
      owed = false;
      wake.run();
    }
  }

  private synchronized boolean fill(EventBatch batch) {
    asked++;
    batch.size = 0;
    while (given < allowed && batch.size < EventBatch.CAPACITY) {
      given++;
      int row = batch.add(EventKind.KMALLOC, given * 1000, -1, 1);
      batch.address[row] = given;
      batch.bytes[row] = 100;
    }
    owed = batch.size == 0 && !over;
    return batch.size > 0 || !over;
  }

  private synchronized boolean whenMore(Runnable call) {
    wake = call;
    return true;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of();
  }

  @Override
  public Set<EventField> provides() {
    return Set.of(EventField.SIZE);
  }

  @Override
  public EventSource open(Machine machine, Options options, long seed) {
    return new Source();
  }

  private final class Source implements EventSource {
    @Override
    public boolean next(EventBatch batch) {
      return fill(batch);
    }

    @Override
    public boolean whenMore(Runnable call) {
      return Trickle.this.whenMore(call);
    }

    @Override
    public boolean endSoon() {
      return Trickle.this.endSoon();
    }

    @Override
    public String name(int number) {
      throw new IllegalArgumentException("no name " + number);
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
