// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What was recorded of one event: struct perf_event_attr.
 *
 * @param type kind of event; 2 for a tracepoint
 * @param config which one
 * @param sampleType what its samples carry
 * @param readFormat what a counter in a sample looks like
 * @param idInAll whether records that are no samples end with time and CPU
 */
record PerfAttr(int type, long config, long sampleType, long readFormat, boolean idInAll) {
  static final int TRACEPOINT = 2;

  static final long IP = 1;
  static final long TID = 1 << 1;
  static final long TIME = 1 << 2;
  static final long ADDR = 1 << 3;
  static final long READ = 1 << 4;
  static final long CALLCHAIN = 1 << 5;
  static final long ID = 1 << 6;
  static final long CPU = 1 << 7;
  static final long PERIOD = 1 << 8;
  static final long STREAM_ID = 1 << 9;
  static final long RAW = 1 << 10;
  static final long IDENTIFIER = 1 << 16;

  /** Bytes that all versions have: PERF_ATTR_SIZE_VER0. */
  static final int LEAST_BYTES = 64;

  private static final long SAMPLE_ID_ALL = 1 << 18;

  static PerfAttr of(byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new PerfAttr(
        b.getInt(0),
        b.getLong(8),
        b.getLong(24),
        b.getLong(32),
        (b.getLong(40) & SAMPLE_ID_ALL) != 0);
  }

  boolean has(long bit) {
    return (sampleType & bit) != 0;
  }

  boolean isTracepoint() {
    return type == TRACEPOINT;
  }
}
