// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import kasan.workload.internal.format.TracingData;

/**
 * The events of one CPU, one after the other, out of pages of the kernel's ring buffer (<a
 * href="https://www.kernel.org/doc/html/latest/trace/ring-buffer-design.html">ring-buffer-design</a>):
 * a page begins with its time and the number of its bytes; each event has the time since the one
 * before it, and its length.
 */
public final class CpuEvents implements AutoCloseable {
  private static final VarHandle U32 =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle U64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int TIME_SHIFT = 27;
  private static final int PADDING = 29;
  private static final int TIME_EXTEND = 30;
  private static final int TIME_STAMP = 31;

  /** Absolute times have 59 bits; those above stay as they were. */
  private static final long TIME_STAMP_BITS = (1L << 59) - 1;

  private static final long COMMIT_BITS = (1L << TIME_SHIFT) - 1;
  private static final long MISSED = 1L << 31;
  private static final long MISSED_STORED = 1L << 30;

  private final byte[] page;
  private final int cpu;
  private final int dataOffset;
  private final RawPages pages;
  private int at;
  private int end;
  private long time;
  private int start;
  private int length;
  private long missed;

  /**
   * @param layout tells how large a page is, and where its events begin
   */
  public CpuEvents(int cpu, RawPages pages, TracingData layout) {
    this.cpu = cpu;
    this.pages = pages;
    this.dataOffset = layout.pageDataOffset();
    this.page = new byte[(int) layout.pageBytes()];
  }

  /** Its number. */
  public int cpu() {
    return cpu;
  }

  /** When the event happened, by the clock of the trace. */
  public long time() {
    return time;
  }

  /** Holds the event, from {@link #start} on. */
  public byte[] bytes() {
    return page;
  }

  /** Where the event begins. */
  public int start() {
    return start;
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** Events that were lost before this one; 1 when the kernel does not say how many. */
  public long missed() {
    return missed;
  }

  /** Goes to the next event; false when there is none now. */
  public boolean next() throws IOException {
    missed = 0;
    while (true) {
      if (at >= end && !nextPage()) {
        return false;
      }
      if (at < end && event()) {
        return true;
      }
    }
  }

  private boolean nextPage() throws IOException {
    if (!pages.read(page)) {
      return false;
    }
    time = (long) U64.get(page, 0);
    long commit = (long) U64.get(page, 8);
    long bytes = commit & COMMIT_BITS;
    if (bytes > page.length - dataOffset) {
      throw damaged("a page of " + bytes + " bytes");
    }
    at = dataOffset;
    end = dataOffset + (int) bytes;
    if ((commit & MISSED) != 0) {
      boolean stored = (commit & MISSED_STORED) != 0 && end + Long.BYTES <= page.length;
      missed += stored ? Math.max(1, (long) U64.get(page, end)) : 1;
    }
    return true;
  }

  /** Takes what lies here; whether it is an event. */
  private boolean event() {
    int head = word(at);
    int type = head & 31;
    long delta = Integer.toUnsignedLong(head) >>> (32 - TIME_SHIFT);
    at += Integer.BYTES;
    switch (type) {
      case PADDING -> {
        at = delta == 0 ? end : forward(Integer.toUnsignedLong(word(at)));
        return false;
      }
      case TIME_EXTEND -> {
        time += (Integer.toUnsignedLong(word(at)) << TIME_SHIFT) + delta;
        at += Integer.BYTES;
        return false;
      }
      case TIME_STAMP -> {
        long stamp = (Integer.toUnsignedLong(word(at)) << TIME_SHIFT) + delta;
        time = time & ~TIME_STAMP_BITS | stamp;
        at += Integer.BYTES;
        return false;
      }
      case 0 -> {
        long bytes = Integer.toUnsignedLong(word(at)) - Integer.BYTES;
        at += Integer.BYTES;
        take(delta, bytes);
        return true;
      }
      default -> {
        take(delta, type * (long) Integer.BYTES);
        return true;
      }
    }
  }

  private void take(long delta, long bytes) {
    time += delta;
    start = at;
    at = forward((bytes + 3) & ~3L);
    length = (int) bytes;
  }

  private int forward(long bytes) {
    if (bytes < 0 || bytes > end - at) {
      throw damaged("an event of " + bytes + " bytes");
    }
    return at + (int) bytes;
  }

  private int word(int from) {
    if (from + Integer.BYTES > end) {
      throw damaged("an event");
    }
    return (int) U32.get(page, from);
  }

  private RuntimeException damaged(String what) {
    return pages.bad(what + " goes beyond its page; the file is damaged");
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
