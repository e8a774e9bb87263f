// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import org.jspecify.annotations.Nullable;

/**
 * What was done to memory, and by whom: the second line of a report.
 *
 * @param kind read, write or free
 * @param size bytes, unsigned; 0 where none is printed, as for a free
 * @param address of the first byte, with its tag; null where a report was cut before it
 * @param comm name of the task
 * @param pid of the task
 */
public record Access(Kind kind, long size, @Nullable Long address, String comm, long pid) {
  /** What was done. */
  public enum Kind {
    /** Memory was read. */
    READ("Read"),
    /** Memory was written. */
    WRITE("Write"),
    /** Memory was given to an allocator. */
    FREE("Free");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** As the kernel prints it. */
    public String word() {
      return word;
    }
  }
}
