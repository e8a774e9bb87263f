// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;

/**
 * The text of a trace as a stream of events, read in the thread that asks for them.
 *
 * <p>Every line that is an event is a row or is counted by {@link #passedOver}; so their sum is the
 * number of events in the file. Lines that say how many events were lost are rows of kind LOST.
 */
public final class TraceText implements EventSource {
  private static final int BUFFER_BYTES = 1 << 18;

  /** Room behind the text, so that looking one byte ahead needs no test. */
  private static final int SLACK = 8;

  private static final byte[] CPU = "CPU:".getBytes(US_ASCII);
  private static final byte[] CPUS = "cpus=".getBytes(US_ASCII);
  private static final byte[] VERSION = "version = ".getBytes(US_ASCII);
  private static final byte[] STACK = " =>".getBytes(US_ASCII);
  private static final Pattern ENTRIES =
      Pattern.compile("entries-in-buffer/entries-written: (\\d{1,18})/(\\d{1,18})");
  private static final Pattern CPUS_ONLINE =
      Pattern.compile("(?:#P:|nrcpus online : |cpus=)(\\d{1,5})");

  private final InputStream in;
  private final LinePlace place;
  private final LineParser parser;
  private final byte[] buffer = new byte[BUFFER_BYTES + SLACK];
  private int at;
  private int filled;
  private boolean ended;
  private int cpus;
  private boolean firstBatchDone;
  private long announced = -1;
  private long eventLines;

  /**
   * Starts to read.
   *
   * @param in the decompressed text; closed with this
   * @param label names the file in messages
   * @param wanted columns to fill
   */
  public TraceText(InputStream in, String label, Dialect dialect, Set<EventField> wanted) {
    this.in = in;
    this.place = new LinePlace(label);
    this.parser = new LineParser(dialect, place, wanted);
  }

  /**
   * CPUs that the lines up to the end of the first batch tell of; 0 when they do not. Other threads
   * may ask when that batch was handed to them.
   */
  public int cpus() {
    return cpus;
  }

  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    while (batch.size < EventBatch.CAPACITY) {
      int end = lineEnd();
      if (end >= 0) {
        place.number++;
        line(end, batch);
        at = end + 1;
      } else if (!fill()) {
        break;
      }
    }
    firstBatchDone = true;
    return batch.size > 0;
  }

  /** Where the line ends; -1 when its end is not in the buffer. */
  private int lineEnd() {
    int end = ByteSearch.find(buffer, at, filled, (byte) '\n');
    return end < filled ? end : -1;
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
      filled += in.readNBytes(buffer, filled, BUFFER_BYTES - filled);
    } catch (IOException e) {
      throw place.unreadable(e);
    }
    if (filled > rest) {
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

  private void line(int end, EventBatch batch) {
    byte[] b = buffer;
    int last = end > at && b[end - 1] == '\r' ? end - 1 : end;
    byte first = b[at];
    if (first == '#' || first == 'c' || first == 'v' || first == 'C') {
      if (remark(last, batch)) {
        return;
      }
    } else if (last == at) {
      return;
    } else if (first == '\t' || LineParser.starts(STACK, b, at, last)) {
      parser.passOver("line of a stack trace", 1);
      return;
    }
    eventLines++;
    parser.parse(b, at, last, batch);
  }

  /** Takes lines that are about the trace: comments, number of CPUs, events that were lost. */
  private boolean remark(int end, EventBatch batch) {
    byte[] b = buffer;
    if (b[at] == '#') {
      comment(new String(b, at, end - at, US_ASCII), batch);
      return true;
    }
    if (onlyNumberAfter(CPUS, end)) {
      comment(new String(b, at, end - at, US_ASCII), batch);
      return true;
    }
    if (onlyNumberAfter(VERSION, end)) {
      return true;
    }
    return LineParser.starts(CPU, b, at, end) && lostOnCpu(end, batch);
  }

  private boolean onlyNumberAfter(byte[] prefix, int end) {
    if (!LineParser.starts(prefix, buffer, at, end)) {
      return false;
    }
    int i = at + prefix.length;
    while (LineHeader.digit(buffer[i])) {
      i++;
    }
    return i == end;
  }

  /** {@code CPU:n [LOST m EVENTS]}, {@code CPU:n [m EVENTS DROPPED]}, or either without m. */
  private boolean lostOnCpu(int end, EventBatch batch) {
    byte[] b = buffer;
    int i = at + CPU.length;
    int cpu = 0;
    for (; LineHeader.digit(b[i]) && i < at + CPU.length + 6; i++) {
      cpu = cpu * 10 + (b[i] - '0');
    }
    if (i == at + CPU.length || i + 1 >= end || b[i + 1] != '[' || b[end - 1] != ']') {
      return false;
    }
    parser.lost(LineParser.lastNumber(b, i, end), cpu, batch);
    return true;
  }

  private void comment(String text, EventBatch batch) {
    Matcher online = CPUS_ONLINE.matcher(text);
    if (!firstBatchDone && online.find()) {
      cpus = Math.max(cpus, Integer.parseInt(online.group(1)));
    }
    Matcher entries = ENTRIES.matcher(text);
    if (entries.find()) {
      long held = Long.parseLong(entries.group(1));
      long written = Long.parseLong(entries.group(2));
      announced = held;
      if (written > held) {
        parser.lost(written - held, 0, batch);
      }
    }
    if (text.contains("latency trace v")) {
      throw place.bad(
          "latency format; record without: echo nolatency-format > /sys/kernel/tracing/trace_options");
    }
  }

  @Override
  public String name(int number) {
    return parser.names().text(number);
  }

  @Override
  public long lostEvents() {
    return parser.lost();
  }

  /** What the first lines of the file announce, less what followed them. */
  @Override
  public long missingEvents() {
    return ended ? Math.max(0, announced - eventLines) : 0;
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
