// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.workload.internal.events.LineBytes;
import kasan.workload.internal.events.LossCount;
import kasan.workload.internal.events.NameTable;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/**
 * Says what a line is: an event that {@link LineRows} makes a row of, or one that counts once among
 * those passed over.
 */
final class LineParser {
  private static final byte[] FUNCTION_MARK = "<-".getBytes(US_ASCII);
  private static final byte[] PERF_RECORD = "PERF_RECORD_".getBytes(US_ASCII);
  private static final byte[] PERF_LOST = "PERF_RECORD_LOST".getBytes(US_ASCII);

  private static final byte[] PERF_LOST_SAMPLES = "PERF_RECORD_LOST_SAMPLES".getBytes(US_ASCII);

  /** Marks and stacks with options/fields, which has no names of fields for them. */
  private static final byte[] UNKNOWN = "UNKNOWN TYPE ".getBytes(US_ASCII);

  private static final byte[] UNKNOWN_STACK = "UNKNOWN TYPE 4".getBytes(US_ASCII);

  static final String STACK = "stack trace";
  static final String STACK_LINE = "line of a stack trace";

  private final LinePlace place;
  private final LineHeader header;
  private final Fields fields;
  private final Tally tally;
  private final boolean isPerf;
  private final EventNames events;
  private final LineRows rows;
  private final LossCount losses = new LossCount();
  private long first = -1;
  private boolean afterMark;
  private boolean annotated;
  private boolean lossesTold;

  LineParser(Dialect dialect, LinePlace place, Set<EventField> wanted, Tally tally) {
    this.isPerf = dialect == Dialect.PERF;
    this.tally = tally;
    this.place = place;
    this.header = new LineHeader(dialect);
    this.fields = new Fields(place);
    this.events = new EventNames(place);
    this.rows = new LineRows(header, fields, place, wanted, tally);
  }

  NameTable names() {
    return rows.names();
  }

  /** Whether the last event was a mark, whose text may go on in the next lines. */
  boolean afterMark() {
    return afterMark;
  }

  /** Bytes from {@code start} on, before {@code filled}, that are known to hold no line end. */
  int withoutLineEnd(byte[] b, int start, int filled) {
    return header.repeats(b, start, filled);
  }

  /** Whether some line said that events were lost. */
  boolean lossesTold() {
    return lossesTold;
  }

  /** From here on {@code trace-cmd report --debug} ends each line with {@code [DELTA:AT:SIZE]}. */
  void annotated() {
    annotated = true;
  }

  /** What was read and not turned into a row. */
  SortedMap<String, Long> passedOver() {
    var counts = new TreeMap<String, Long>(tally.passedOver());
    rows.addTo(counts);
    events.addTo(counts);
    return counts;
  }

  /**
   * Parses the line from {@code start} to {@code lineEnd}, where its line end stands.
   *
   * @param out gets a row, or not; has the room that the tally asks for
   * @return whether it begins as events do
   */
  boolean parse(byte[] b, int start, int lineEnd, EventBatch out) {
    if (!header.parse(b, start, lineEnd)) {
      return false;
    }
    int end = annotated ? LineBytes.withoutAnnotation(b, lineEnd) : lineEnd;
    afterMark = false;
    checkHeader(out);
    if (header.eventEnd == header.eventStart) {
      unnamed(b, end, out);
    } else {
      named(b, isPerf ? LineBytes.withoutPlace(b, header.bodyStart, end) : end, out);
    }
    return true;
  }

  private void checkHeader(EventBatch out) {
    if (header.cpu >= Tally.MOST_CPUS) {
      throw place.bad("CPU " + header.cpu + ": expected one below " + Tally.MOST_CPUS);
    }
    first = first < 0 ? header.nanos : first;
    if (!tally.at(header.nanos, out) && first == 0 && isPerf) {
      throw place.bad(
          "time goes backwards from a first time of 0: these are differences; make the text"
              + " without --deltatime");
    }
  }

  private void named(byte[] b, int end, EventBatch out) {
    int number = events.number(b, header.eventStart, header.eventEnd);
    TraceEvent event = events.event(number);
    fields.reset(b, header.bodyStart, end);
    switch (event) {
      case KMALLOC -> rows.allocated(EventKind.KMALLOC, out);
      case KMEM_CACHE_ALLOC -> rows.allocated(EventKind.CACHE_ALLOC, out);
      case KFREE -> rows.freed(EventKind.KFREE, out);
      case KMEM_CACHE_FREE -> rows.freed(EventKind.CACHE_FREE, out);
      case MM_PAGE_ALLOC -> rows.pageAllocated(out);
      case MM_PAGE_FREE -> rows.pageFreed(EventKind.PAGE_FREE, out);
      case MM_PAGE_PCPU_DRAIN -> rows.pageFreed(EventKind.PAGE_DRAIN, out);
      case MM_PAGE_FREE_BATCHED -> rows.batched();
      case ALLOC_VMAP_AREA -> rows.areaAllocated(out);
      case FREE_VMAP_AREA_NOFLUSH -> rows.areaFreed(out);
      case PURGE_VMAP_AREA_LAZY -> rows.areasPurged(out);
      case TASK_NEWTASK -> rows.taskStarted(out);
      case SCHED_PROCESS_EXIT -> rows.taskEnded(EventKind.TASK_EXIT, out);
      case SCHED_PROCESS_FREE -> rows.taskEnded(EventKind.TASK_FREE, out);
      case MARK -> {
        rows.mark(out);
        afterMark = true;
        return;
      }
      case STACK -> {
        tally.besides(STACK);
        return;
      }
      case OTHER -> {
        events.passOver(number);
        return;
      }
    }
    events.checkEnd(number, fields);
  }

  /** What has a header but is no event. */
  private void unnamed(byte[] b, int end, EventBatch out) {
    int from = header.bodyStart;
    if (LineBytes.starts(PERF_LOST, b, from, end)) {
      lossesTold = true;
      boolean inAll = LineBytes.starts(PERF_LOST_SAMPLES, b, from, end);
      long lost = losses.fresh(LineBytes.lastNumber(b, from, end), inAll);
      if (lost > 0) {
        tally.lost(lost, header.cpu, out);
      }
    } else if (LineBytes.starts(PERF_RECORD, b, from, end)) {
      tally.passOver("other record of perf");
    } else if (from < end && b[from] == '<' || LineBytes.starts(UNKNOWN_STACK, b, from, end)) {
      tally.besides(STACK);
    } else if (LineBytes.starts(UNKNOWN, b, from, end)) {
      tally.other(new String(b, from, end - from, US_ASCII), 1);
    } else if (functionTraced(b, from, end)) {
      tally.passOver("line of the function tracer");
    } else {
      int sign = ByteSearch.find(b, from, end, (byte) '=');
      boolean field = sign < ByteSearch.find(b, from, end, (byte) ' ');
      throw field ? place.bad(LineDoubt.NO_EVENT) : place.expected("'EVENT: '", b, from, end);
    }
  }

  private static boolean functionTraced(byte[] b, int from, int end) {
    int i = from;
    while (i < end && b[i] != ' ') {
      i++;
    }
    return i > from && LineBytes.starts(FUNCTION_MARK, b, i + 1, end);
  }
}
