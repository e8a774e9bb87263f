// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import kasan.api.BadInputException;
import kasan.workload.internal.dat.RawPages;
import kasan.workload.internal.record.BufferStats;
import kasan.workload.internal.record.CpuBuffer;

/**
 * Pages of the ring buffer of one CPU while it is written to. Reading an empty buffer would wait
 * for the next event, however long that takes; so a page is read only while the kernel says that
 * events are there. One thread.
 */
final class LiveBuffer implements RawPages {
  private static final int STATS_BYTES = 1024;

  private final CpuBuffer buffer;
  private final FileInputStream in;
  private final RandomAccessFile stats;
  private final byte[] text = new byte[STATS_BYTES];

  /** Events that are there for sure. */
  private long left;

  private long lost;

  LiveBuffer(CpuBuffer buffer) throws IOException {
    this.buffer = buffer;
    this.stats = new RandomAccessFile(buffer.statsFile().toFile(), "r");
    try {
      this.in = new FileInputStream(buffer.raw().toFile());
    } catch (IOException e) {
      stats.close();
      throw e;
    }
  }

  /** Reads the open file from its start: opening it is work for the allocator that we look at. */
  private BufferStats stats() throws IOException {
    stats.seek(0);
    int read = Math.max(0, stats.read(text));
    return BufferStats.parse(new String(text, 0, read, US_ASCII));
  }

  @Override
  public boolean read(byte[] page) throws IOException {
    if (left <= 0) {
      left = stats().entries();
    }
    if (left <= 0) {
      return false;
    }
    int read = in.read(page);
    if (read <= 0) {
      left = 0; // an event is being written; it will be there when we look again
      return false;
    }
    if (read != page.length) {
      throw bad("a page of " + read + " bytes; expected " + page.length);
    }
    return true;
  }

  /** An event of the pages was taken. */
  void took() {
    left--;
  }

  /** Events that have found no room since this was asked last. */
  long lostNow() throws IOException {
    BufferStats now = stats();
    long more = now.lost() - lost;
    lost = now.lost();
    return more;
  }

  @Override
  public RuntimeException bad(String complaint) {
    return new BadInputException(buffer.raw() + ": " + complaint);
  }

  @Override
  public void close() throws IOException {
    try (stats) {
      in.close();
    }
  }
}
