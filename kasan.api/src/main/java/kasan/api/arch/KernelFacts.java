// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.List;

/**
 * What all kernels of a kind have alike and no recording tells.
 *
 * @param pageShift log2 of the page size in bytes
 * @param lowBytes RAM below this is mapped as a whole, holes included; 0 where it is not
 * @param taskStackBytes THREAD_SIZE without KASAN
 * @param perCpuStackBytes IRQ and exception stacks of one CPU, without KASAN
 * @param marks lines of /proc that only these kernels have; one of them is enough
 */
public record KernelFacts(
    int pageShift,
    long lowBytes,
    long taskStackBytes,
    long perCpuStackBytes,
    List<ProcMark> marks) {

  /**
   * A line of a file of /proc.
   *
   * @param file name of the file, such as {@code cpuinfo}
   * @param line how the line starts, up to the colon
   */
  public record ProcMark(String file, String line) {}

  /** Copies the list. */
  public KernelFacts {
    marks = List.copyOf(marks);
  }
}
