// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.LossCount;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.format.BinaryInput;
import kasan.workload.internal.format.EventFormat;
import kasan.workload.internal.format.MemberBytes;
import kasan.workload.internal.format.SampleTrace;

/** A perf.data as a stream of events, those of all CPUs in the order of time. */
public final class PerfTrace extends SampleTrace {
  /** What stands in the order for events that were lost: their number. */
  private static final int LOST_BYTES = -Long.BYTES;

  private final PerfHeader header;
  private final PerfRecords records;
  private final SampleLayout layout;
  private final TimeOrder order = new TimeOrder();
  private final byte[] number = new byte[Long.BYTES];
  private boolean ended;
  private final LossCount losses = new LossCount();
  private boolean checked;

  /**
   * Opens a file.
   *
   * @throws BadInputException when it is damaged, or none that can be read
   */
  public PerfTrace(RecordingInput input, String member, Set<EventField> wanted) throws IOException {
    this(new MemberBytes(input, member), wanted);
  }

  private PerfTrace(MemberBytes file, Set<EventField> wanted) throws IOException {
    super(file, wanted, 0);
    this.header = new PerfHeader(file);
    header.read();
    this.layout = new SampleLayout(header.attrs);
    this.records = new PerfRecords(file.at(header.dataOffset), header.dataBytes);
  }

  @Override
  public int cpus() {
    return header.cpus;
  }

  @Override
  protected boolean step(EventBatch batch) throws IOException {
    if (order.hasDue()) {
      give(order.take(), batch);
    } else if (ended) {
      return false;
    } else {
      read();
    }
    return true;
  }

  /** Reads a record. */
  private void read() throws IOException {
    if (!records.next()) {
      ended = true;
      order.end();
      return;
    }
    switch (records.type) {
      case PerfRecords.SAMPLE -> sample();
      case PerfRecords.LOST -> lost(Long.BYTES);
      case PerfRecords.LOST_SAMPLES -> lost(0);
      case PerfRecords.FINISHED_ROUND -> order.endRound();
      case PerfRecords.HEADER_ATTR -> attr();
      case PerfRecords.TRACING_DATA -> tracingData();
      default -> {
        // about processes and their memory
      }
    }
    if (order.isFull()) {
      order.releaseHalf();
    }
  }

  /** What an event looks like, as a pipe brings it; behind the attribute its identifiers. */
  private void attr() {
    ByteBuffer b = records.body;
    int bytes = b.remaining() < PerfAttr.LEAST_BYTES ? 0 : b.getInt(b.position() + Integer.BYTES);
    if (bytes < PerfAttr.LEAST_BYTES || bytes > b.remaining()) {
      throw records.place().bad("an event of " + bytes + " bytes; the file is damaged");
    }
    byte[] attr = new byte[bytes];
    b.get(attr);
    PerfAttr told = PerfAttr.of(attr);
    header.attrs.add(told);
    while (b.remaining() >= Long.BYTES) {
      header.attrs.id(b.getLong(), told);
    }
  }

  private void tracingData() throws IOException {
    BinaryInput in = records.place();
    long size = records.body.remaining() < Integer.BYTES ? 0 : records.body.getInt();
    long start = in.at();
    header.tracingData(in);
    long taken = in.at() - start;
    if (size < taken) {
      throw in.bad("descriptions of events longer than they say; the file is damaged");
    }
    in.skip(((size + 7) & ~7L) - taken, "descriptions of events");
    records.taken((size + 7) & ~7L);
  }

  private void sample() {
    check();
    if (!layout.take(records.body)) {
      throw records.place().bad("a sample shorter than its type says; the file is damaged");
    }
    PerfAttr attr = layout.attr;
    if (layout.cpu < 0 || layout.cpu >= Tally.MOST_CPUS) {
      throw records.place().bad("CPU " + layout.cpu + ": expected one below " + Tally.MOST_CPUS);
    }
    if (attr == null || !attr.isTracepoint() || layout.rawLength < 0) {
      tally.other(attr == null ? "unknown" : header.attrs.name(attr), 1);
      return;
    }
    order.add(
        layout.time,
        layout.cpu,
        layout.pid,
        records.body.array(),
        layout.rawStart,
        layout.rawLength);
  }

  /** Refuses, at the first sample, what samples do not carry. */
  private void check() {
    if (checked) {
      return;
    }
    checked = true;
    if (header.attrs.isEmpty()) {
      throw records.place().bad("a sample before the events are told; the file is damaged");
    }
    for (PerfAttr attr : header.attrs.all()) {
      if (attr.isTracepoint()) {
        need(attr, PerfAttr.TIME, "no times; record with: perf record -T");
        need(attr, PerfAttr.CPU, "no CPUs; record with: perf record -a, or --sample-cpu");
        need(attr, PerfAttr.RAW, "no fields of events; record with: perf record -R");
      }
    }
  }

  private void need(PerfAttr attr, long bit, String complaint) {
    if (!attr.has(bit)) {
      throw new BadInputException(label + ": its samples carry " + complaint);
    }
  }

  private void lost(int before) {
    ByteBuffer b = records.body;
    if (b.remaining() < before + Long.BYTES) {
      throw records.place().bad("a record of losses that is too short; the file is damaged");
    }
    long events = losses.fresh(b.getLong(b.position() + before), before == 0);
    if (events <= 0) {
      return;
    }
    boolean placed =
        !header.attrs.isEmpty() && layout.trailer(b, b.position() + before + Long.BYTES);
    ByteBuffer.wrap(number).order(ByteOrder.LITTLE_ENDIAN).putLong(events);
    order.add(
        placed ? layout.time : Long.MIN_VALUE, placed ? layout.cpu : 0, 0, number, 0, LOST_BYTES);
  }

  private void give(int sample, EventBatch batch) {
    int length = order.length(sample);
    int start = order.start(sample);
    if (length == LOST_BYTES) {
      ByteBuffer told = ByteBuffer.wrap(order.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      tally.lost(told.getLong(start), order.cpu(sample), batch);
      return;
    }
    tally.at(order.time(sample), batch);
    EventFormat format = turnTo(header.events, order.bytes(), start, length);
    if (format != null) {
      rows.sample(format, order.cpu(sample), order.pid(sample), batch);
    }
  }

  @Override
  protected void closeFile() throws IOException {
    records.close();
  }
}
