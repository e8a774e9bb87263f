// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import java.io.IOException;
import kasan.workload.internal.dat.CpuEvents;
import kasan.workload.internal.format.TracingData;
import kasan.workload.internal.record.CpuBuffer;

/** The events of one CPU, as far as they are there, and the moment at which none was. */
final class CpuStream implements AutoCloseable {
  private final LiveBuffer buffer;
  private final CpuEvents events;

  /** When it was seen to be empty, by the clock of the trace. */
  private long emptyAt = Long.MIN_VALUE;

  CpuStream(CpuBuffer cpu, TracingData layout) throws IOException {
    buffer = new LiveBuffer(cpu);
    events = new CpuEvents(cpu.cpu(), buffer, layout);
  }

  CpuEvents events() {
    return events;
  }

  int cpu() {
    return events.cpu();
  }

  /** When the event happened that it stands at. */
  long time() {
    return events.time();
  }

  /** Events that have found no room since this was asked last. */
  long lostNow() throws IOException {
    return buffer.lostNow();
  }

  /**
   * Goes to the next event.
   *
   * @param now that an empty buffer is known to be empty at
   * @return false when there is none now
   */
  boolean advance(long now) throws IOException {
    if (events.next()) {
      buffer.took();
      return true;
    }
    emptyAt = now;
    return false;
  }

  long emptyAt() {
    return emptyAt;
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
