// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.workload.EventBatch;
import kasan.workload.internal.events.LineBytes;
import kasan.workload.internal.events.Tally;

/** Lines that are about the trace: comments, number of CPUs, events that were lost. */
final class Remarks {
  private static final byte[] CPU = "CPU".getBytes(US_ASCII);
  private static final byte[] CPUS = "cpus=".getBytes(US_ASCII);
  private static final byte[] VERSION = "version = ".getBytes(US_ASCII);
  private static final byte[] EMPTY = " is empty".getBytes(US_ASCII);
  private static final byte[] DUMP = "Dumping ftrace buffer:".getBytes(US_ASCII);
  private static final int LEAST_DASHES = 20;
  private static final Pattern ENTRIES =
      Pattern.compile("entries-in-buffer/entries-written: (\\d{1,18})/(\\d{1,18})");
  private static final Pattern CPUS_ONLINE =
      Pattern.compile("(?:#P:|nrcpus online : |cpus=)(\\d{1,9})");
  private static final Pattern LOST =
      Pattern.compile("\\[(?:LOST (?:(\\d{1,18}) )?EVENTS|(?:(\\d{1,18}) )?EVENTS DROPPED)]");

  private final LinePlace place;
  private final Tally tally;
  private final LineParser parser;
  private int cpus;
  private boolean firstBatchDone;
  private long announced = -1;

  Remarks(LinePlace place, Tally tally, LineParser parser) {
    this.place = place;
    this.tally = tally;
    this.parser = parser;
  }

  /** CPUs that the lines up to the end of the first batch tell of; 0 when they do not. */
  int cpus() {
    return cpus;
  }

  /** From here on other threads may have asked for {@link #cpus}, so that it stays. */
  void firstBatchDone() {
    firstBatchDone = true;
  }

  /** Events that the trace says it holds; -1 when it does not say. */
  long announced() {
    return announced;
  }

  /** Takes a line, if it is one of these. */
  boolean take(byte[] b, int at, int end, EventBatch batch) {
    switch (b[at]) {
      case '#' -> {
        comment(new String(b, at, end - at, US_ASCII), batch);
        return true;
      }
      case 'c' -> {
        if (onlyNumberAfter(CPUS, b, at, end)) {
          comment(new String(b, at, end - at, US_ASCII), batch);
          return true;
        }
        return false;
      }
      case 'v' -> {
        boolean version = onlyNumberAfter(VERSION, b, at, end);
        if (version) {
          parser.annotated(); // only --debug prints it
        }
        return version;
      }
      case 'D', '-' -> {
        boolean frame = aroundDump(b, at, end);
        if (frame) {
          tally.besides("around a dump of the kernel");
        }
        return frame;
      }
      case 'C' -> {
        return LineBytes.starts(CPU, b, at, end) && aboutCpu(b, at, end, batch);
      }
      default -> {
        return false;
      }
    }
  }

  /** What the kernel writes before and behind a trace that it dumps into its log. */
  static boolean aroundDump(byte[] b, int at, int end) {
    if (LineBytes.starts(DUMP, b, at, end)) {
      return true;
    }
    int i = at;
    while (b[i] == '-') {
      i++;
    }
    return i == end && end - at > LEAST_DASHES;
  }

  private static boolean onlyNumberAfter(byte[] prefix, byte[] b, int at, int end) {
    if (!LineBytes.starts(prefix, b, at, end)) {
      return false;
    }
    int i = at + prefix.length;
    while (LineHeader.digit(b[i])) {
      i++;
    }
    return i == end;
  }

  /**
   * {@code CPU:n [LOST m EVENTS]}, {@code CPU:n [m EVENTS DROPPED]}, or either without m; {@code
   * CPU:n [SUBBUFFER START] ...}; {@code CPU n is empty}.
   */
  private boolean aboutCpu(byte[] b, int at, int end, EventBatch batch) {
    int i = at + CPU.length;
    boolean colon = b[i] == ':';
    if (!colon && b[i] != ' ') {
      return false;
    }
    int from = ++i;
    int cpu = 0;
    for (; LineHeader.digit(b[i]) && i < from + 6; i++) {
      cpu = cpu * 10 + (b[i] - '0');
    }
    if (i == from) {
      return false;
    }
    if (!colon) {
      boolean empty = LineBytes.starts(EMPTY, b, i, end) && i + EMPTY.length == end;
      if (empty) {
        tally.besides("CPU without events");
      }
      return empty;
    }
    if (i + 1 >= end || b[i + 1] != '[' || b[end - 1] != ']') {
      return false;
    }
    Matcher lost = LOST.matcher(new String(b, i, end - i, US_ASCII));
    if (lost.find()) {
      String number = lost.group(1) == null ? lost.group(2) : lost.group(1);
      tally.lost(number == null ? 1 : Long.parseLong(number), cpu, batch);
    } else {
      tally.besides("start of a buffer page");
      parser.annotated();
    }
    return true;
  }

  private void comment(String text, EventBatch batch) {
    Matcher online = CPUS_ONLINE.matcher(text);
    if (!firstBatchDone && online.find()) {
      int told = Integer.parseInt(online.group(1));
      if (told > Tally.MOST_CPUS) {
        throw place.bad(told + " CPUs: expected at most " + Tally.MOST_CPUS);
      }
      cpus = Math.max(cpus, told);
    }
    Matcher entries = ENTRIES.matcher(text);
    if (entries.find()) {
      long held = Long.parseLong(entries.group(1));
      long written = Long.parseLong(entries.group(2));
      announced = held;
      if (written > held) {
        tally.lost(written - held, 0, batch);
      }
    }
  }
}
