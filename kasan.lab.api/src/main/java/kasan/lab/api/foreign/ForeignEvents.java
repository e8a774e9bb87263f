// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.List;
import java.util.SortedMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;

/** Events of an extension: a batch at a time, each looked through before anybody uses it. */
final class ForeignEvents implements EventSource, Walled {
  /** How often a source may say that there is more and give nothing. */
  private static final int MOST_EMPTY = 1000;

  private final Foreign<EventSource> foreign;
  private final int cpus;
  private int empty;

  /**
   * @param cpus that a machine can have
   */
  ForeignEvents(Foreign<EventSource> foreign, int cpus) {
    this.foreign = foreign;
    this.cpus = cpus;
  }

  @Override
  public Foreign<?> foreign() {
    return foreign;
  }

  @Override
  public boolean next(EventBatch batch) {
    boolean more = foreign.answer(source -> source.next(batch));
    var answers = new Answers(foreign, "next(...)");
    int size = (int) answers.number(batch.size, 0, EventBatch.CAPACITY);
    empty = more && size == 0 ? empty + 1 : 0;
    if (empty > MOST_EMPTY) {
      throw answers.wrong("nothing " + MOST_EMPTY + " times in a row, and says that there is more");
    }
    if (!more && size > 0) {
      throw answers.wrong(size + " events, and says that there are none");
    }
    for (int row = 0; row < size; row++) {
      if (batch.kind[row] == null) {
        throw answers.wrong("an event without a kind");
      }
      if (batch.cpu[row] < -1 || batch.cpu[row] >= cpus) {
        throw answers.wrong("an event on CPU " + batch.cpu[row] + "; expected 0 to " + (cpus - 1));
      }
    }
    return more;
  }

  @Override
  public boolean whenMore(Runnable wake) {
    return foreign.answer(source -> source.whenMore(wake));
  }

  @Override
  public double share() {
    double share = foreign.answer(EventSource::share);
    return share >= 0 && share <= 1 ? share : -1;
  }

  @Override
  public boolean endSoon() {
    return foreign.answer(EventSource::endSoon);
  }

  @Override
  public String name(int number) {
    return foreign.answer(source -> source.name(number));
  }

  @Override
  public long lostEvents() {
    var answers = new Answers(foreign, "lostEvents()");
    return foreign.answer(source -> answers.number(source.lostEvents(), 0, Long.MAX_VALUE));
  }

  @Override
  public boolean tellsLosses() {
    return foreign.answer(EventSource::tellsLosses);
  }

  @Override
  public long missingEvents() {
    var answers = new Answers(foreign, "missingEvents()");
    return foreign.answer(source -> answers.number(source.missingEvents(), 0, Long.MAX_VALUE));
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    var answers = new Answers(foreign, "passedOver()");
    return foreign.answer(source -> answers.sorted(Long.class, source.passedOver()));
  }

  @Override
  public SortedMap<String, Long> besides() {
    var answers = new Answers(foreign, "besides()");
    return foreign.answer(source -> answers.sorted(Long.class, source.besides()));
  }

  @Override
  public List<String> notes() {
    var answers = new Answers(foreign, "notes()");
    return foreign.answer(source -> answers.list(String.class, source.notes()));
  }

  @Override
  public void close() {
    foreign.close(EventSource::close);
  }
}
