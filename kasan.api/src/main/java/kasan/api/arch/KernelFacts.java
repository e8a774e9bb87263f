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

  /** Kernels with pages of that size. */
  public static Builder of(int pageShift) {
    return new Builder(pageShift);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final int pageShift;
    private long lowBytes = 0;
    private long taskStackBytes = 0;
    private long perCpuStackBytes = 0;
    private List<ProcMark> marks = List.of();

    private Builder(int pageShift) {
      this.pageShift = pageShift;
    }

    /** RAM below this is mapped as a whole. */
    public Builder lowBytes(long value) {
      lowBytes = value;
      return this;
    }

    /** THREAD_SIZE without KASAN. */
    public Builder taskStackBytes(long value) {
      taskStackBytes = value;
      return this;
    }

    /** IRQ and exception stacks of one CPU, without KASAN. */
    public Builder perCpuStackBytes(long value) {
      perCpuStackBytes = value;
      return this;
    }

    /** Lines of /proc that only these kernels have. */
    public Builder marks(List<ProcMark> value) {
      marks = value;
      return this;
    }

    /** The facts. */
    public KernelFacts build() {
      return new KernelFacts(pageShift, lowBytes, taskStackBytes, perCpuStackBytes, marks);
    }
  }
}
