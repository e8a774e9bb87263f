// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes samples apart. What a sample carries stands in the order of the bits of its type; behind
 * the raw part nothing is of use here.
 */
final class SampleLayout {
  private static final int READ_ENABLED = 1;
  private static final int READ_RUNNING = 2;
  private static final int READ_ID = 4;
  private static final int READ_GROUP = 8;
  private static final int READ_LOST = 16;

  private final PerfAttrs attrs;

  /** What was found. */
  @Nullable PerfAttr attr;

  long time;
  int pid;
  int cpu;
  int rawStart;
  int rawLength;

  SampleLayout(PerfAttrs attrs) {
    this.attrs = attrs;
  }

  /**
   * Takes a sample apart.
   *
   * @param b its bytes behind the header, from position to limit
   * @return false when it is shorter than its type says
   */
  boolean take(ByteBuffer b) {
    PerfAttr form = attrs.first();
    attr = form;
    if (form.has(PerfAttr.IDENTIFIER)) {
      if (b.remaining() < Long.BYTES) {
        return false;
      }
      PerfAttr named = attrs.of(b.getLong());
      if (named != null) {
        form = named;
        attr = named;
      }
    }
    return common(form, b) && raw(form, b);
  }

  private boolean common(PerfAttr form, ByteBuffer b) {
    if (b.remaining() < Long.BYTES * Long.bitCount(form.sampleType() & FIXED)) {
      return false;
    }
    skip(form, PerfAttr.IP, b);
    pid = 0;
    if (form.has(PerfAttr.TID)) {
      b.getInt();
      pid = b.getInt();
    }
    time = form.has(PerfAttr.TIME) ? b.getLong() : 0;
    skip(form, PerfAttr.ADDR, b);
    if (form.has(PerfAttr.ID)) {
      PerfAttr named = attrs.of(b.getLong());
      attr = named == null ? attr : named;
    }
    skip(form, PerfAttr.STREAM_ID, b);
    cpu = 0;
    if (form.has(PerfAttr.CPU)) {
      cpu = b.getInt();
      b.getInt();
    }
    skip(form, PerfAttr.PERIOD, b);
    return true;
  }

  private static final long FIXED =
      PerfAttr.IP
          | PerfAttr.TID
          | PerfAttr.TIME
          | PerfAttr.ADDR
          | PerfAttr.ID
          | PerfAttr.STREAM_ID
          | PerfAttr.CPU
          | PerfAttr.PERIOD;

  private static void skip(PerfAttr form, long bit, ByteBuffer b) {
    if (form.has(bit)) {
      b.getLong();
    }
  }

  private boolean raw(PerfAttr form, ByteBuffer b) {
    rawLength = -1;
    if (form.has(PerfAttr.READ) && !skipRead(form.readFormat(), b)) {
      return false;
    }
    if (form.has(PerfAttr.CALLCHAIN) && !skipWords(b)) {
      return false;
    }
    if (!form.has(PerfAttr.RAW)) {
      return true;
    }
    if (b.remaining() < Integer.BYTES) {
      return false;
    }
    rawLength = b.getInt();
    rawStart = b.position();
    return rawLength >= 0 && rawLength <= b.remaining();
  }

  /** Steps over a count and so many words. */
  private static boolean skipWords(ByteBuffer b) {
    if (b.remaining() < Long.BYTES) {
      return false;
    }
    long count = b.getLong();
    if (count < 0 || count > b.remaining() / Long.BYTES) {
      return false;
    }
    b.position(b.position() + (int) count * Long.BYTES);
    return true;
  }

  private static boolean skipRead(long format, ByteBuffer b) {
    int times = Long.bitCount(format & (READ_ENABLED | READ_RUNNING));
    int each = 1 + Long.bitCount(format & (READ_ID | READ_LOST));
    int before = (format & READ_GROUP) == 0 ? times + each : 0;
    if (before > 0) {
      if (b.remaining() < before * Long.BYTES) {
        return false;
      }
      b.position(b.position() + before * Long.BYTES);
      return true;
    }
    if (b.remaining() < Long.BYTES * (1 + times)) {
      return false;
    }
    long count = b.getLong();
    b.position(b.position() + times * Long.BYTES);
    if (count < 0 || count > b.remaining() / (Long.BYTES * (long) each)) {
      return false;
    }
    b.position(b.position() + (int) count * each * Long.BYTES);
    return true;
  }

  /** Time and CPU at the end of a record that is no sample; false when it has none. */
  boolean trailer(ByteBuffer b, int from) {
    PerfAttr form = attrs.first();
    if (!form.idInAll() || !form.has(PerfAttr.TIME)) {
      return false;
    }
    int at = b.limit();
    at -= form.has(PerfAttr.IDENTIFIER) ? Long.BYTES : 0;
    at -= form.has(PerfAttr.CPU) ? Long.BYTES : 0;
    int cpuAt = at;
    at -= form.has(PerfAttr.STREAM_ID) ? Long.BYTES : 0;
    at -= form.has(PerfAttr.ID) ? Long.BYTES : 0;
    at -= Long.BYTES;
    if (at < from) {
      return false;
    }
    time = b.getLong(at);
    cpu = form.has(PerfAttr.CPU) ? b.getInt(cpuAt) : 0;
    return true;
  }
}
