// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.util.List;
import kasan.workload.internal.format.TracingData;

/**
 * What a file says of itself.
 *
 * @param events descriptions of events
 * @param cpus CPUs of the machine
 * @param parts events of each CPU that has any
 * @param compression how they are compressed
 * @param clock of their times
 */
record DatContents(
    TracingData events, int cpus, List<Part> parts, Compression compression, DatClock clock) {
  DatContents {
    parts = List.copyOf(parts);
  }

  /**
   * Pages of the ring buffer of one CPU.
   *
   * @param cpu its number
   * @param offset in the file
   * @param bytes how many
   * @param compressed whether they come in compressed chunks
   */
  record Part(int cpu, long offset, long bytes, boolean compressed) {}
}
