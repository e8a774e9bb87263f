// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import java.util.Map;
import java.util.Set;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.workload.internal.events.NameTable;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/** Makes rows of the fields of events; an event that gives no row is counted. */
final class LineRows {
  private final LinePlace place;
  private final LineHeader header;
  private final Fields fields;
  private final Tally tally;
  private final boolean wantPid;
  private final boolean wantCacheName;
  private final boolean wantGfp;
  private final NameTable names = new NameTable();

  /** Whether this kernel prints names of caches; kernels print the same fields in each line. */
  private boolean allocationsNamed = true;

  private boolean freesNamed = true;
  private long batched;
  private long freesOfNull;

  /**
   * @param header of the line whose row is made next
   * @param fields of that line
   */
  LineRows(LineHeader header, Fields fields, LinePlace place, Set<EventField> wanted, Tally tally) {
    this.header = header;
    this.fields = fields;
    this.place = place;
    this.tally = tally;
    this.wantPid = wanted.contains(EventField.PID);
    this.wantCacheName = wanted.contains(EventField.CACHE_NAME);
    this.wantGfp = wanted.contains(EventField.GFP);
  }

  /** Names that rows refer to. */
  NameTable names() {
    return names;
  }

  /** Adds what gave no row, where it is counted here. */
  void addTo(Map<String, Long> counts) {
    if (batched > 0) {
      counts.put(Tally.BATCHED, batched);
    }
    if (freesOfNull > 0) {
      counts.put(Tally.FREE_OF_NULL, freesOfNull);
    }
  }

  void batched() {
    batched++;
  }

  private int add(EventKind kind, long address, EventBatch out) {
    int row = tally.row(kind, header.cpu, wantPid ? header.pid : 0, out);
    out.address[row] = address;
    return row;
  }

  void allocated(EventKind kind, EventBatch out) {
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

  void freed(EventKind kind, EventBatch out) {
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

  void pageAllocated(EventBatch out) {
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
      checkNamed();
      out.name[row] = name();
    }
  }

  /**
   * Flags are names; which bit is which differs from kernel to kernel. A number alone is bits that
   * the kernel has no name for.
   */
  private void checkNamed() {
    byte[] b = fields.bytes();
    int from = fields.at();
    int end = ByteSearch.find(b, from, fields.end(), (byte) ' ');
    // and once more, in decimal
    if (fields.inHex() && end + 1 < fields.end() && b[end + 1] == '(') {
      throw place.bad(
          "gfp_flags="
              + LinePlace.shown(b, from, end)
              + " is a number, as options/fields writes it; a load is derived from names of flags,"
              + " recorded with: echo nofields > /sys/kernel/tracing/trace_options");
    }
  }

  /** The number of the name that the cursor stands before. */
  private int name() {
    int from = fields.at();
    return names.number(fields.bytes(), from, fields.name());
  }

  void pageFreed(EventKind kind, EventBatch out) {
    fields.require(FieldKeys.PFN);
    long pfn = checked(fields.number("pfn=0xNUMBER"));
    int order = order();
    out.order[add(kind, pfn, out)] = order;
  }

  private int order() {
    fields.require(FieldKeys.ORDER);
    long order = fields.decimal("order=NUMBER");
    if (order >= TraceEvent.PFN_BITS) {
      throw place.bad("expected an order below " + TraceEvent.PFN_BITS + ", found " + order);
    }
    return (int) order;
  }

  private long checked(long pfn) {
    if (!TraceEvent.isPfn(pfn)) {
      throw place.bad(TraceEvent.notAPfn(pfn));
    }
    return pfn;
  }

  void areaAllocated(EventBatch out) {
    if (!fields.find(FieldKeys.ADDR)) { // so it lies in the buffer, and is printed otherwise
      fields.require(FieldKeys.VA_START);
    }
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

  void areaFreed(EventBatch out) {
    fields.require(FieldKeys.VA_START);
    add(EventKind.VMAP_FREE, fields.number("va_start=0xNUMBER"), out);
  }

  void areasPurged(EventBatch out) {
    fields.require(FieldKeys.START);
    long start = fields.number("start=0xNUMBER");
    fields.require(FieldKeys.END);
    long bytes = fields.number("end=0xNUMBER") - start;
    out.bytes[add(EventKind.VMAP_PURGE, start, out)] = bytes;
  }

  void taskStarted(EventBatch out) {
    fields.require(FieldKeys.PID); // stands before the name of the task
    long pid = fields.decimal("pid=NUMBER");
    fields.requireLast(FieldKeys.CLONE_FLAGS);
    long flags = fields.flags("clone_flags=NUMBER");
    out.thread[add(EventKind.TASK_NEW, pid, out)] = (flags & TraceEvent.CLONE_THREAD) != 0;
  }

  void taskEnded(EventKind kind, EventBatch out) {
    fields.requireLast(FieldKeys.PID); // stands behind the name of the task
    add(kind, fields.decimal("pid=NUMBER"), out);
  }

  /** A mark is the whole text; {@code print} puts the writing function before it. */
  void mark(EventBatch out) {
    byte[] b = fields.bytes();
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
  }
}
