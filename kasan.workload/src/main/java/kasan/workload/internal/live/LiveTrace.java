// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.workload.internal.dat.CpuEvents;
import kasan.workload.internal.format.EventFormat;
import kasan.workload.internal.format.SampleTrace;
import kasan.workload.internal.format.TracingData;
import kasan.workload.internal.input.Pause;
import kasan.workload.internal.record.CpuBuffer;

/**
 * Events of ring buffers that are being written, those of all CPUs in the order of time.
 *
 * <p>An event may be given when no CPU can still bring one that is earlier: each has a later one
 * waiting, or was seen to be empty a moment after it. The moment is what an event takes at most
 * from its time to its place in the buffer.
 */
final class LiveTrace extends SampleTrace {
  static final String LABEL = "live:";

  private static final long MOMENT_NANOS = 20_000_000;
  private static final long LOOK_NANOS = 500_000_000;

  private final TracingData layout;
  private final LongSupplier clock;
  private final BooleanSupplier stopped;
  private final Pause pause;
  private final Runnable end;
  private final OwnThreads own = new OwnThreads();
  private final List<CpuStream> all = new ArrayList<>();
  private final List<CpuStream> empty = new ArrayList<>();
  private final PriorityQueue<CpuStream> waiting =
      new PriorityQueue<>(Comparator.comparingLong(CpuStream::time).thenComparing(CpuStream::cpu));

  /** Events before this moment are all there. */
  private long complete = Long.MIN_VALUE;

  private long nextLook = Long.MIN_VALUE;
  private boolean over;
  private long events;
  private long ownEvents;

  /**
   * @param clock of the trace, now
   * @param stopped true when nothing is written to the buffers any more
   * @param pause between two looks at buffers that were empty
   * @param end has the buffers stopped soon
   */
  LiveTrace(
      List<CpuBuffer> cpus,
      TracingData layout,
      Set<EventField> wanted,
      LongSupplier clock,
      BooleanSupplier stopped,
      Pause pause,
      Runnable end)
      throws IOException {
    super(LABEL, wanted, cpus.size());
    this.layout = layout;
    this.clock = clock;
    this.stopped = stopped;
    this.pause = pause;
    this.end = end;
    try {
      for (CpuBuffer cpu : cpus) {
        all.add(new CpuStream(cpu, layout));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    empty.addAll(all);
  }

  @Override
  public boolean endSoon() {
    end.run();
    return true;
  }

  @Override
  public int cpus() {
    return all.size();
  }

  @Override
  protected boolean step(EventBatch batch) throws IOException {
    CpuStream first = waiting.peek();
    if (first != null && first.time() < complete) {
      waiting.remove();
      event(first.events(), batch);
      (first.advance(clock.getAsLong()) ? waiting : empty).add(first);
      complete = empty.isEmpty() ? complete : earliestEmpty();
      return true;
    }
    look(batch);
    if (refill()) {
      return true;
    }
    if (over || batch.size > 0) {
      return false;
    }
    try {
      pause.pass();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInputException(LABEL + " interrupted", e);
    }
  }

  /** Looks at the buffers that were empty; whether any event may be given now. */
  private boolean refill() throws IOException {
    boolean ends = stopped.getAsBoolean();
    var still = new ArrayList<CpuStream>();
    for (CpuStream stream : empty) {
      if (stream.advance(ends ? Long.MAX_VALUE : clock.getAsLong())) {
        waiting.add(stream);
      } else {
        still.add(stream);
      }
    }
    empty.clear();
    empty.addAll(still);
    complete = earliestEmpty();
    over = ends && waiting.isEmpty();
    CpuStream first = waiting.peek();
    return first != null && first.time() < complete;
  }

  private long earliestEmpty() {
    long earliest = Long.MAX_VALUE;
    for (CpuStream stream : empty) {
      long at = stream.emptyAt();
      earliest = Math.min(earliest, at == Long.MAX_VALUE ? at : at - MOMENT_NANOS);
    }
    return earliest;
  }

  /** Now and then, looks for losses and for threads of our own. */
  private void look(EventBatch batch) throws IOException {
    long now = clock.getAsLong();
    if (now < nextLook && !stopped.getAsBoolean()) {
      return;
    }
    nextLook = now + LOOK_NANOS;
    own.look();
    for (CpuStream stream : all) {
      long lost = stream.lostNow();
      if (lost > 0) {
        tally.lost(lost, stream.cpu(), batch);
      }
    }
  }

  private void event(CpuEvents at, EventBatch batch) {
    tally.at(at.time(), batch);
    EventFormat format = turnTo(layout, at.bytes(), at.start(), at.length());
    events++;
    if (format != null) {
      int pid = rows.commonPid(format);
      if (own.has(pid)) {
        ownEvents++;
      }
      rows.sample(format, at.cpu(), pid, batch);
    }
  }

  @Override
  public List<String> notes() {
    var notes = new ArrayList<String>(tally.notes());
    if (events > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "the laboratory's own work is part of what the machine does: %,d of %,d events, %.1f %%",
              ownEvents,
              events,
              100.0 * ownEvents / events));
    }
    return notes;
  }

  @Override
  protected void closeFile() throws IOException {
    for (CpuStream stream : all) {
      stream.close();
    }
  }
}
