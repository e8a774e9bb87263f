// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.format.EventFormat;
import kasan.workload.internal.format.MemberBytes;
import kasan.workload.internal.format.SampleTrace;

/** A trace.dat as a stream of events, those of all CPUs in the order of time. */
public final class DatTrace extends SampleTrace {
  /** The smallest and largest page of a ring buffer that is read. */
  private static final int LEAST_PAGE = 64;

  private static final int LARGEST_PAGE = 1 << 22;

  private final DatContents contents;
  private final List<CpuEvents> opened = new ArrayList<>();
  private final PriorityQueue<CpuEvents> waiting =
      new PriorityQueue<>(Comparator.comparingLong(CpuEvents::time).thenComparing(CpuEvents::cpu));

  /**
   * Opens a file.
   *
   * @throws BadInputException when it is damaged, or none that can be read
   */
  public DatTrace(RecordingInput input, String member, Set<EventField> wanted) throws IOException {
    this(new MemberBytes(input, member), wanted);
  }

  private DatTrace(MemberBytes file, Set<EventField> wanted) throws IOException {
    super(file, wanted, 1);
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
  protected boolean step(EventBatch batch) throws IOException {
    CpuEvents first = waiting.poll();
    if (first == null) {
      return false;
    }
    event(first, batch);
    if (first.next()) {
      waiting.add(first);
    }
    return true;
  }

  private void event(CpuEvents at, EventBatch batch) {
    if (at.missed() > 0) {
      tally.lost(at.missed(), at.cpu(), batch);
    }
    tally.at(contents.clock().nanos(at.time()), batch);
    EventFormat format = turnTo(contents.events(), at.bytes(), at.start(), at.length());
    if (format != null) {
      rows.sample(format, at.cpu(), rows.commonPid(format), batch);
    }
  }

  @Override
  protected void closeFile() throws IOException {
    for (CpuEvents events : opened) {
      events.close();
    }
  }
}
