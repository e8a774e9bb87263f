// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceStream;
import kasan.workload.internal.format.EventFormat;
import kasan.workload.internal.format.MemberBytes;
import kasan.workload.internal.format.SampleRows;

/** A trace.dat as a stream of events, those of all CPUs in the order of time. */
public final class DatTrace implements TraceStream {
  /** The smallest and largest page of a ring buffer that is read. */
  private static final int LEAST_PAGE = 64;

  private static final int LARGEST_PAGE = 1 << 22;

  /** An interrupt is looked for once in so many events. */
  private static final int LOOK_BITS = (1 << 12) - 1;

  private final String label;
  private final DatContents contents;
  private final Tally tally = new Tally();
  private final SampleRows rows;
  private int looked;
  private final List<CpuEvents> opened = new ArrayList<>();
  private final PriorityQueue<CpuEvents> waiting =
      new PriorityQueue<>(Comparator.comparingLong(CpuEvents::time).thenComparing(CpuEvents::cpu));

  /**
   * Opens a file.
   *
   * @throws BadInputException when it is damaged, or none that can be read
   */
  public DatTrace(RecordingInput input, String member, Set<EventField> wanted) throws IOException {
    var file = new MemberBytes(input, member);
    this.label = file.label();
    this.rows = new SampleRows(tally, label, wanted);
    this.contents = DatHeader.read(file);
    long page = contents.events().pageBytes();
    if (page < LEAST_PAGE
        || page > LARGEST_PAGE
        || contents.events().pageDataOffset() > page - LEAST_PAGE / 2
        || contents.events().pageDataOffset() < 2 * Long.BYTES) {
      throw new BadInputException(label + ": a page of " + page + " bytes: the file is damaged");
    }
    try {
      for (DatContents.Part part : contents.parts()) {
        open(file, part);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  @SuppressWarnings("resource") // closed with this
  private void open(MemberBytes file, DatContents.Part part) throws IOException {
    var pages = new ChunkedPages(file.at(part.offset()), part, contents.compression());
    var events = new CpuEvents(part.cpu(), pages, contents.events());
    opened.add(events);
    if (events.next()) {
      waiting.add(events);
    }
  }

  @Override
  public int cpus() {
    return contents.cpus();
  }

  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    while (batch.size + tally.room() + 1 <= EventBatch.CAPACITY) {
      if ((++looked & LOOK_BITS) == 0 && Thread.currentThread().isInterrupted()) {
        throw new BadInputException(label + ": cannot be read: interrupted");
      }
      CpuEvents first = waiting.poll();
      if (first == null) {
        break;
      }
      event(first, batch);
      try {
        if (first.next()) {
          waiting.add(first);
        }
      } catch (IOException e) {
        throw new BadInputException(label + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return batch.size > 0;
  }

  private void event(CpuEvents at, EventBatch batch) {
    if (at.missed() > 0) {
      tally.lost(at.missed(), at.cpu(), batch);
    }
    tally.at(contents.clock().nanos(at.time()), batch);
    rows.fields().reset(at.bytes(), at.start(), at.length());
    int id = rows.fields().eventId();
    EventFormat format = id < 0 ? null : contents.events().format(id);
    if (format == null) {
      tally.other("of number " + id + ", which the file does not describe", 1);
    } else {
      rows.sample(format, at.cpu(), rows.commonPid(format), batch);
    }
  }

  @Override
  public String name(int number) {
    return rows.names().text(number);
  }

  @Override
  public long lostEvents() {
    return tally.lost();
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return tally.passedOver();
  }

  @Override
  public SortedMap<String, Long> besides() {
    return tally.besides();
  }

  @Override
  public List<String> notes() {
    return tally.notes();
  }

  @Override
  public void close() {
    for (CpuEvents events : opened) {
      try {
        events.close();
      } catch (IOException e) {
        throw new BadInputException(label + ": cannot be closed: " + e.getMessage(), e);
      }
    }
  }
}
