// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.workload.internal.events.NameTable;
import kasan.workload.internal.events.Tally;
import kasan.workload.internal.events.TraceEvent;

/**
 * Makes rows of samples. What becomes of an event is the same as with its text: one row, or once
 * among those passed over.
 */
public final class SampleRows {
  private final Tally tally;
  private final SampleFields fields;
  private final NameTable names = new NameTable();
  private final boolean wantPid;
  private final boolean wantCacheName;
  private final boolean wantGfp;
  private final Map<EventFormat, FlagNames> gfpNames = new HashMap<>();
  private final Map<Long, byte[]> gfpTexts = new HashMap<>();

  /**
   * @param label names the file in messages
   * @param wanted columns to fill
   */
  SampleRows(Tally tally, String label, Set<EventField> wanted) {
    this.tally = tally;
    this.fields = new SampleFields(label);
    this.wantPid = wanted.contains(EventField.PID);
    this.wantCacheName = wanted.contains(EventField.CACHE_NAME);
    this.wantGfp = wanted.contains(EventField.GFP);
  }

  /** Names that rows refer to. */
  NameTable names() {
    return names;
  }

  /** The bytes of the sample that is turned to next. */
  SampleFields fields() {
    return fields;
  }

  /** The task that a sample of the ring buffer names. */
  public int commonPid(EventFormat format) {
    FieldFormat pid = format.fields().get("common_pid");
    return pid == null ? 0 : (int) fields.number(format, pid);
  }

  /**
   * Makes a row of the sample that {@link #fields} was turned to, or counts it; its time was noted
   * before.
   *
   * @param out has the room that the tally asks for
   */
  public void sample(EventFormat format, int cpu, int pid, EventBatch out) {
    var at = new Where(format, cpu, wantPid ? pid : 0, out);
    switch (format.event()) {
      case KMALLOC -> allocated(EventKind.KMALLOC, at);
      case KMEM_CACHE_ALLOC -> allocated(EventKind.CACHE_ALLOC, at);
      case KFREE -> freed(EventKind.KFREE, at);
      case KMEM_CACHE_FREE -> freed(EventKind.CACHE_FREE, at);
      case MM_PAGE_ALLOC -> pageAllocated(at);
      case MM_PAGE_FREE -> pageFreed(EventKind.PAGE_FREE, at);
      case MM_PAGE_PCPU_DRAIN -> pageFreed(EventKind.PAGE_DRAIN, at);
      case MM_PAGE_FREE_BATCHED -> tally.passOver(Tally.BATCHED);
      case ALLOC_VMAP_AREA -> areaAllocated(at);
      case FREE_VMAP_AREA_NOFLUSH -> row(EventKind.VMAP_FREE, number(at, "va_start"), at);
      case PURGE_VMAP_AREA_LAZY -> areasPurged(at);
      case TASK_NEWTASK -> taskStarted(at);
      case SCHED_PROCESS_EXIT -> row(EventKind.TASK_EXIT, number(at, "pid"), at);
      case SCHED_PROCESS_FREE -> row(EventKind.TASK_FREE, number(at, "pid"), at);
      case MARK -> mark(at);
      case STACK -> tally.besides("stack trace");
      case OTHER -> tally.other(format.name(), 1);
    }
  }

  private record Where(EventFormat format, int cpu, int pid, EventBatch out) {}

  private int row(EventKind kind, long address, Where at) {
    int row = tally.row(kind, at.cpu, at.pid, at.out);
    at.out.address[row] = address;
    return row;
  }

  private long number(Where at, String name) {
    FieldFormat field = at.format.fields().get(name);
    if (field == null) {
      throw fields.bad(
          at.format,
          "this kernel has no field "
              + name
              + " in it; make text of the file with trace-cmd report or perf script");
    }
    return fields.number(at.format, field);
  }

  private long pointer(Where at) {
    long address = number(at, "ptr");
    if (address > 0 && address != TraceEvent.ZERO_SIZE_PTR) {
      throw fields.bad(
          at.format, "ptr=0x" + Long.toHexString(address) + "; expected a kernel address");
    }
    return address;
  }

  private void allocated(EventKind kind, Where at) {
    long address = pointer(at);
    long requested = number(at, "bytes_req");
    long given = number(at, "bytes_alloc");
    if (address >= 0) {
      boolean kmalloc = kind == EventKind.KMALLOC;
      tally.passOver(kmalloc ? Tally.FAILED_KMALLOC : Tally.FAILED_CACHE_ALLOC);
      return;
    }
    int row = row(kind, address, at);
    at.out.bytes[row] = requested;
    at.out.given[row] = given;
    if (kind == EventKind.CACHE_ALLOC) {
      cacheName(row, at);
    }
  }

  private void freed(EventKind kind, Where at) {
    long address = pointer(at);
    if (address >= 0) {
      if (kind == EventKind.CACHE_FREE) {
        tally.passOver(Tally.CACHE_FREE_OF_NULL);
      } else {
        tally.passOver(address == 0 ? Tally.FREE_OF_NULL : Tally.FREE_OF_ZERO_SIZE);
      }
      return;
    }
    int row = row(kind, address, at);
    if (kind == EventKind.CACHE_FREE) {
      cacheName(row, at);
    }
  }

  private void cacheName(int row, Where at) {
    FieldFormat name = at.format.fields().get("name");
    if (wantCacheName && name != null) {
      int from = fields.textStart(at.format, name);
      at.out.name[row] = names.number(fields.bytes(), from, fields.textEnd());
    }
  }

  private void pageAllocated(Where at) {
    long pfn = number(at, "pfn");
    int order = order(at);
    if (pfn == -1) {
      tally.passOver(Tally.FAILED_PAGE_ALLOC);
      return;
    }
    int row = row(EventKind.PAGE_ALLOC, checked(pfn, at), at);
    at.out.order[row] = order;
    FieldFormat gfp = at.format.fields().get("gfp_flags");
    if (wantGfp && gfp != null) {
      byte[] text = gfpText(fields.number(at.format, gfp), at.format);
      at.out.name[row] = names.number(text, 0, text.length);
    }
  }

  private byte[] gfpText(long flags, EventFormat format) {
    byte[] text = gfpTexts.get(flags);
    if (text == null) {
      text =
          gfpNames
              .computeIfAbsent(format, f -> new FlagNames(f.print(), "gfp_flags"))
              .of(flags)
              .getBytes(US_ASCII);
      gfpTexts.put(flags, text);
    }
    return text;
  }

  private void pageFreed(EventKind kind, Where at) {
    long pfn = checked(number(at, "pfn"), at);
    int order = order(at);
    at.out.order[row(kind, pfn, at)] = order;
  }

  private int order(Where at) {
    long order = number(at, "order");
    if (order < 0 || order >= TraceEvent.PFN_BITS) {
      throw fields.bad(at.format, "order " + order + "; expected one below " + TraceEvent.PFN_BITS);
    }
    return (int) order;
  }

  private long checked(long pfn, Where at) {
    if (!TraceEvent.isPfn(pfn)) {
      throw fields.bad(at.format, TraceEvent.notAPfn(pfn));
    }
    return pfn;
  }

  private void areaAllocated(Where at) {
    FieldFormat failed = at.format.fields().get("failed");
    if (failed != null && fields.number(at.format, failed) != 0) {
      tally.passOver(Tally.FAILED_VMAP);
      return;
    }
    long address = number(at, "addr");
    long bytes = number(at, "size");
    long align = number(at, "align");
    int row = row(EventKind.VMAP_ALLOC, address, at);
    at.out.bytes[row] = bytes;
    at.out.align[row] = align;
  }

  private void areasPurged(Where at) {
    long start = number(at, "start");
    long bytes = number(at, "end") - start;
    at.out.bytes[row(EventKind.VMAP_PURGE, start, at)] = bytes;
  }

  private void taskStarted(Where at) {
    long pid = number(at, "pid");
    long flags = number(at, "clone_flags");
    at.out.thread[row(EventKind.TASK_NEW, pid, at)] = (flags & TraceEvent.CLONE_THREAD) != 0;
  }

  /** The first line of what somebody wrote to trace_marker; others are counted. */
  private void mark(Where at) {
    FieldFormat text = at.format.fields().get("buf");
    int from = text == null ? 0 : fields.textStart(at.format, text);
    int to = text == null ? 0 : fields.textEnd();
    byte[] bytes = fields.bytes();
    int end = from;
    while (end < to && bytes[end] != '\n') {
      end++;
    }
    while (from < end && bytes[from] == ' ') {
      from++;
    }
    at.out.name[row(EventKind.MARK, 0, at)] = names.number(bytes, from, end);
    fields
        .text(Math.min(end + 1, to), to)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> tally.besides("further line of a mark"));
  }
}
