// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.SortedMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.workload.internal.events.LineBytes;
import kasan.workload.internal.events.TraceStream;

/**
 * The text of a trace as a stream of events, read in the thread that asks for them.
 *
 * <p>Every line that is an event is a row or is counted by {@link #passedOver}; so their sum is the
 * number of events in the file. Lines that say how many events were lost are rows of kind LOST.
 */
public final class TraceText extends TraceStream {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Room behind the text, so that looking one byte ahead needs no test. */
  private static final int SLACK = 8;

  static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final boolean growing;
  private final LinePlace place;
  private final Dialect dialect;
  private final LineParser parser;
  private final Remarks remarks;
  private final StackLines stacks;
  private final byte[] buffer = new byte[BUFFER_BYTES + SLACK];
  private int at;
  private int filled;
  private boolean ended;
  private long eventLines;

  /**
   * Starts to read.
   *
   * @param in the decompressed text; closed with this
   * @param label names the file in messages
   * @param wanted columns to fill
   */
  public TraceText(InputStream in, String label, Dialect dialect, Set<EventField> wanted) {
    this(in, label, dialect, wanted, false);
  }

  private TraceText(
      InputStream in, String label, Dialect dialect, Set<EventField> wanted, boolean growing) {
    this.in = in;
    this.growing = growing;
    this.place = new LinePlace(label);
    this.dialect = dialect;
    this.parser = new LineParser(dialect, place, wanted, tally);
    this.remarks = new Remarks(place, tally, parser);
    this.stacks = new StackLines(tally, parser);
  }

  /**
   * Starts to read a text that is still being written: a batch holds what is there, and only one
   * that would be empty waits for more.
   */
  public static TraceText growing(
      InputStream in, String label, Dialect dialect, Set<EventField> wanted) {
    return new TraceText(in, label, dialect, wanted, true);
  }

  @Override
  public int cpus() {
    return remarks.cpus();
  }

  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    while (batch.size + tally.room() <= EventBatch.CAPACITY) {
      int end = lineEnd();
      if (end >= 0) {
        place.number++;
        line(end, batch);
        at = end + 1;
      } else if ((batch.size > 0 && wouldWait()) || !fill()) {
        break;
      }
    }
    remarks.firstBatchDone();
    return batch.size > 0;
  }

  /** Where the line ends; -1 when its end is not in the buffer. */
  private int lineEnd() {
    int from = at + parser.withoutLineEnd(buffer, at, filled);
    int end = ByteSearch.find(buffer, from, filled, (byte) '\n');
    return end < filled ? end : -1;
  }

  private boolean wouldWait() {
    try {
      return growing && in.available() == 0;
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }

  /** Reads on; false at the end. */
  private boolean fill() {
    if (ended) {
      return false;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw place.unreadable(new InterruptedIOException("interrupted"));
    }
    int rest = filled - at;
    System.arraycopy(buffer, at, buffer, 0, rest);
    at = 0;
    filled = rest;
    try {
      filled += read(BUFFER_BYTES - filled);
    } catch (IOException e) {
      throw place.unreadable(e);
    }
    if (filled > rest) {
      if (place.number == 0) {
        byteOrderMark();
      }
      return true;
    }
    if (filled == BUFFER_BYTES) {
      place.number++;
      throw place.bad("longer than " + BUFFER_BYTES + " bytes; expected a line of a trace");
    }
    ended = true;
    if (rest > 0) {
      place.number++;
      throw place.cutOff(buffer, 0, rest);
    }
    return false;
  }

  private int read(int most) throws IOException {
    return growing && most > 0
        ? Math.max(0, in.read(buffer, filled, most))
        : in.readNBytes(buffer, filled, most);
  }

  /** Steps over the mark that some editors put before UTF-8; other encodings are named. */
  private void byteOrderMark() {
    if (LineBytes.starts(BOM, buffer, at, filled)) {
      at += BOM.length;
    }
  }

  private void line(int end, EventBatch batch) {
    byte[] b = buffer;
    int last = end > at && b[end - 1] == '\r' ? end - 1 : end;
    if (last == at || remarks.take(b, at, last, batch)) {
      return;
    }
    if (parser.parse(b, at, last, batch)
        || (dialect == Dialect.PERF && CpulessLine.take(b, at, last, tally))) {
      eventLines++;
      stacks.event();
    } else if (!stacks.take(b, at, last)) {
      throw LineDoubt.of(b, at, last, place);
    }
  }

  @Override
  public String name(int number) {
    return parser.names().text(number);
  }

  /** What the first lines of the file announce, less what followed them. */
  @Override
  public long missingEvents() {
    return ended ? Math.max(0, remarks.announced() - eventLines) : 0;
  }

  /** perf script is silent about losses unless it is asked. */
  @Override
  public boolean tellsLosses() {
    return dialect != Dialect.PERF || parser.lossesTold();
  }

  @Override
  public SortedMap<String, Long> passedOver() {
    return parser.passedOver();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw place.unreadable(e);
    }
  }
}
