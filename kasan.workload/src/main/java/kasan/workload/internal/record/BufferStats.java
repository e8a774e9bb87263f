// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What {@code per_cpu/cpuN/stats} says of the ring buffer of one CPU.
 *
 * @param entries events that are in it and were not read
 * @param bytes that they take
 * @param lost events that happened and found no room
 */
public record BufferStats(long entries, long bytes, long lost) {
  /** Reads the file. */
  static BufferStats read(Path file) throws IOException {
    return parse(ControlFile.read(file));
  }

  /** Takes the text of the file apart. */
  public static BufferStats parse(String text) {
    long entries = 0;
    long bytes = 0;
    long lost = 0;
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      String name = line.substring(0, Math.max(0, colon));
      switch (name) {
        case "entries" -> entries = number(line, colon);
        case "bytes" -> bytes = number(line, colon);
        case "overrun", "commit overrun", "dropped events" -> lost += number(line, colon);
        default -> {
          // times, and events that were read
        }
      }
    }
    return new BufferStats(entries, bytes, lost);
  }

  private static long number(String line, int colon) {
    return Long.parseLong(line.substring(colon + 2));
  }
}
