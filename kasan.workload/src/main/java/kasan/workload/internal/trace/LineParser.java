// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.workload.internal.events.NameTable;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/**
 * Turns lines into rows of a batch. Each line that is an event becomes one row, or counts once
 * among those passed over.
 */
final class LineParser {
  private static final byte[] FUNCTION_MARK = "<-".getBytes(US_ASCII);
  private static final byte[] PERF_RECORD = "PERF_RECORD_".getBytes(US_ASCII);
  private static final byte[] PERF_LOST = "PERF_RECORD_LOST".getBytes(US_ASCII);

  static final String STACK = "stack trace";
  static final String STACK_LINE = "line of a stack trace";

  private static final byte[] NOT_YET_SEEN = {};

  /** CLONE_THREAD: the new task is a thread of its creator's process. */
  private static final long CLONE_THREAD = 0x10000;

  /** 64 TiB in pages of 4 KiB: what four levels of page tables reach, and more than any machine. */
  private static final int PFN_BITS = 34;

  private final LinePlace place;
  private final LineHeader header;
  private final Fields fields;
  private final Tally tally;
  private final Dialect dialect;
  private final boolean wantPid;
  private final boolean wantCacheName;
  private final boolean wantGfp;

  /**
   * Event names, and by their number: which event, how its lines end, how many were passed over.
   */
  private final NameTable eventNames = new NameTable();

  private TraceEvent[] events = new TraceEvent[64];
  private byte[][] lastKeys = new byte[64][];
  private long[] others = new long[64];

  private final NameTable names = new NameTable();

  /** Whether this kernel prints names of caches; kernels print the same fields in each line. */
  private boolean allocationsNamed = true;

  private boolean freesNamed = true;
  private long batched;
  private long freesOfNull;
  private long first = -1;
  private boolean afterMark;
  private boolean annotated;
  private boolean lossesTold;

  LineParser(Dialect dialect, LinePlace place, Set<EventField> wanted, Tally tally) {
    this.dialect = dialect;
    this.tally = tally;
    this.place = place;
    this.header = new LineHeader(dialect);
    this.fields = new Fields(place);
    Arrays.fill(lastKeys, NOT_YET_SEEN);
    this.wantPid = wanted.contains(EventField.PID);
    this.wantCacheName = wanted.contains(EventField.CACHE_NAME);
    this.wantGfp = wanted.contains(EventField.GFP);
  }

  NameTable names() {
    return names;
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
    if (batched > 0) {
      counts.put(Tally.BATCHED, batched);
    }
    if (freesOfNull > 0) {
      counts.put(Tally.FREE_OF_NULL, freesOfNull);
    }
    for (int i = 0; i < eventNames.size(); i++) {
      if (others[i] > 0) {
        counts.put(Tally.OTHER_EVENT + eventNames.text(i), others[i]);
      }
    }
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
      named(b, end, out);
    }
    return true;
  }

  private void checkHeader(EventBatch out) {
    if (header.cpu >= Tally.MOST_CPUS) {
      throw place.bad("CPU " + header.cpu + ": expected one below " + Tally.MOST_CPUS);
    }
    first = first < 0 ? header.nanos : first;
    if (!tally.at(header.nanos, out) && first == 0 && dialect == Dialect.PERF) {
      throw place.bad(
          "time goes backwards from a first time of 0: these are differences; make the text"
              + " without --deltatime");
    }
  }

  private void named(byte[] b, int end, EventBatch out) {
    int number = eventNames.number(b, header.eventStart, header.eventEnd);
    TraceEvent event = event(number);
    fields.reset(b, header.bodyStart, end);
    switch (event) {
      case KMALLOC -> allocated(EventKind.KMALLOC, out);
      case KMEM_CACHE_ALLOC -> allocated(EventKind.CACHE_ALLOC, out);
      case KFREE -> freed(EventKind.KFREE, out);
      case KMEM_CACHE_FREE -> freed(EventKind.CACHE_FREE, out);
      case MM_PAGE_ALLOC -> pageAllocated(out);
      case MM_PAGE_FREE -> pageFreed(EventKind.PAGE_FREE, out);
      case MM_PAGE_PCPU_DRAIN -> pageFreed(EventKind.PAGE_DRAIN, out);
      case MM_PAGE_FREE_BATCHED -> batched++;
      case ALLOC_VMAP_AREA -> areaAllocated(out);
      case FREE_VMAP_AREA_NOFLUSH -> areaFreed(out);
      case PURGE_VMAP_AREA_LAZY -> areasPurged(out);
      case TASK_NEWTASK -> taskStarted(out);
      case SCHED_PROCESS_EXIT -> taskEnded(EventKind.TASK_EXIT, out);
      case SCHED_PROCESS_FREE -> taskEnded(EventKind.TASK_FREE, out);
      case MARK -> {
        mark(b, out);
        return;
      }
      case STACK -> {
        tally.besides(STACK);
        return;
      }
      case OTHER -> {
        others[number]++;
        return;
      }
    }
    checkEnd(number, b, end);
  }

  private TraceEvent event(int number) {
    if (number >= events.length) {
      events = Arrays.copyOf(events, number * 2);
      lastKeys = Arrays.copyOf(lastKeys, number * 2);
      Arrays.fill(lastKeys, number, number * 2, NOT_YET_SEEN);
      others = Arrays.copyOf(others, number * 2);
    }
    TraceEvent event = events[number];
    if (event == null) {
      event = TraceEvent.of(eventNames.text(number));
      events[number] = event;
    }
    return event;
  }

  /** All lines of an event end with the same field; a line that does not was cut. */
  private void checkEnd(int number, byte[] b, int end) {
    if (lastKeys[number] == NOT_YET_SEEN) {
      lastKeys[number] = fields.lastKeyBytes();
      return;
    }
    if (fields.endsWith(lastKeys[number])) {
      return;
    }
    String key = new String(lastKeys[number], US_ASCII);
    throw place.bad(
        "expected "
            + key
            + "= at the end, as in the first line of "
            + eventNames.text(number)
            + ", found '"
            + LinePlace.shown(b, fields.lastKey(), end)
            + "'");
  }

  private int add(EventKind kind, long address, EventBatch out) {
    int row = tally.row(kind, header.cpu, wantPid ? header.pid : 0, out);
    out.address[row] = address;
    return row;
  }

  private void allocated(EventKind kind, EventBatch out) {
    fields.require(FieldKeys.PTR);
    long address = fields.pointer();
    int name = EventBatch.NO_NAME;
    if (kind == EventKind.CACHE_ALLOC && wantCacheName && allocationsNamed) {
      allocationsNamed = fields.find(FieldKeys.NAME);
      name = allocationsNamed ? name() : name;
    }
    fields.require(FieldKeys.BYTES_REQ);
    long requested = fields.decimal("bytes_req=NUMBER");
    fields.require(FieldKeys.BYTES_ALLOC);
    long given = fields.decimal("bytes_alloc=NUMBER");
    if (address >= 0) {
      tally.passOver(kind == EventKind.KMALLOC ? Tally.FAILED_KMALLOC : Tally.FAILED_CACHE_ALLOC);
      return;
    }
    int row = add(kind, address, out);
    out.bytes[row] = requested;
    out.given[row] = given;
    out.name[row] = name;
  }

  private void freed(EventKind kind, EventBatch out) {
    fields.require(FieldKeys.PTR);
    long address = fields.pointer();
    if (address >= 0) {
      if (kind == EventKind.KFREE && address == 0) {
        freesOfNull++;
      } else {
        tally.passOver(
            kind == EventKind.KFREE ? Tally.FREE_OF_ZERO_SIZE : Tally.CACHE_FREE_OF_NULL);
      }
      return;
    }
    int row = add(kind, address, out);
    if (kind == EventKind.CACHE_FREE && wantCacheName && freesNamed) {
      freesNamed = fields.find(FieldKeys.NAME);
      out.name[row] = freesNamed ? name() : EventBatch.NO_NAME;
    }
  }

  private void pageAllocated(EventBatch out) {
    boolean noPage = fields.find(FieldKeys.PAGE) && fields.isNull();
    fields.require(FieldKeys.PFN);
    long pfn = fields.number("pfn=0xNUMBER");
    int order = order();
    if (pfn == -1 || (pfn == 0 && noPage)) {
      tally.passOver(Tally.FAILED_PAGE_ALLOC);
      return;
    }
    int row = add(EventKind.PAGE_ALLOC, checked(pfn), out);
    out.order[row] = order;
    if (wantGfp && fields.find(FieldKeys.GFP_FLAGS)) {
      out.name[row] = name();
    }
  }

  /** The number of the name that the cursor stands before. */
  private int name() {
    int from = fields.at();
    return names.number(fields.bytes(), from, fields.name());
  }

  private void pageFreed(EventKind kind, EventBatch out) {
    fields.require(FieldKeys.PFN);
    long pfn = checked(fields.number("pfn=0xNUMBER"));
    int order = order();
    out.order[add(kind, pfn, out)] = order;
  }

  private int order() {
    fields.require(FieldKeys.ORDER);
    long order = fields.decimal("order=NUMBER");
    if (order >= PFN_BITS) {
      throw place.bad("expected an order below " + PFN_BITS + ", found " + order);
    }
    return (int) order;
  }

  private long checked(long pfn) {
    if (pfn < 0 || pfn >>> PFN_BITS != 0) {
      throw place.bad(
          "expected a pfn below 0x"
              + Long.toHexString(1L << PFN_BITS)
              + " (64 TiB), found 0x"
              + Long.toHexString(pfn));
    }
    return pfn;
  }

  private void areaAllocated(EventBatch out) {
    fields.require(FieldKeys.VA_START);
    long address = fields.number("va_start: NUMBER");
    fields.require(FieldKeys.SIZE);
    long bytes = fields.decimal("size=NUMBER");
    fields.require(FieldKeys.ALIGN);
    long align = fields.decimal("align=NUMBER");
    if (fields.find(FieldKeys.FAILED) && fields.decimal("failed=NUMBER") != 0) {
      tally.passOver(Tally.FAILED_VMAP);
      return;
    }
    int row = add(EventKind.VMAP_ALLOC, address, out);
    out.bytes[row] = bytes;
    out.align[row] = align;
  }

  private void areaFreed(EventBatch out) {
    fields.require(FieldKeys.VA_START);
    add(EventKind.VMAP_FREE, fields.number("va_start=0xNUMBER"), out);
  }

  private void areasPurged(EventBatch out) {
    fields.require(FieldKeys.START);
    long start = fields.number("start=0xNUMBER");
    fields.require(FieldKeys.END);
    long bytes = fields.number("end=0xNUMBER") - start;
    out.bytes[add(EventKind.VMAP_PURGE, start, out)] = bytes;
  }

  private void taskStarted(EventBatch out) {
    fields.require(FieldKeys.PID); // stands before the name of the task
    long pid = fields.decimal("pid=NUMBER");
    fields.requireLast(FieldKeys.CLONE_FLAGS);
    long flags = fields.flags("clone_flags=NUMBER");
    out.thread[add(EventKind.TASK_NEW, pid, out)] = (flags & CLONE_THREAD) != 0;
  }

  private void taskEnded(EventKind kind, EventBatch out) {
    fields.requireLast(FieldKeys.PID); // stands behind the name of the task
    add(kind, fields.decimal("pid=NUMBER"), out);
  }

  /** A mark is the whole text; {@code print} puts the writing function before it. */
  private void mark(byte[] b, EventBatch out) {
    int from = header.bodyStart;
    int end = fields.end();
    if (header.eventEnd - header.eventStart == "print".length()) {
      int i = from;
      while (i < end && b[i] != ' ' && b[i] != ':') {
        i++;
      }
      if (i < end && b[i] == ':') {
        from = i + 1;
        while (from < end && b[from] == ' ') {
          from++;
        }
      }
    }
    int row = add(EventKind.MARK, 0, out);
    out.name[row] = names.number(b, from, end);
    afterMark = true;
  }

  /** What has a header but is no event. */
  private void unnamed(byte[] b, int end, EventBatch out) {
    int from = header.bodyStart;
    if (LineBytes.starts(PERF_LOST, b, from, end)) {
      lossesTold = true;
      tally.lost(LineBytes.lastNumber(b, from, end), header.cpu, out);
    } else if (LineBytes.starts(PERF_RECORD, b, from, end)) {
      tally.passOver("other record of perf");
    } else if (from < end && b[from] == '<') {
      tally.besides(STACK);
    } else if (functionTraced(b, from, end)) {
      tally.passOver("line of the function tracer");
    } else {
      throw place.expected("'EVENT: '", b, from, end);
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
