// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

import java.util.List;

/**
 * The machine a kernel runs on, as its memory map tells.
 *
 * @param name of the recording or profile it comes from
 * @param cpus number of CPUs, at least 1
 * @param pageShift log2 of the page size in bytes
 * @param ram RAM that the kernel maps ("System RAM"), ascending, disjoint, in pfns
 * @param frames pfns from 0 to the end of the last one known, holes included
 * @param memTotalKb MemTotal of /proc/meminfo, in kB; what the kernel could hand out; 0 when not
 *     known
 * @param directMapBase virtual address of pfn 0 in the direct map
 * @param imageBytes size of the kernel image, first byte of text to end of bss; 0 when not known
 * @param perCpuStackBytes IRQ and exception stacks of one CPU
 * @param taskStackBytes size of a task's kernel stack
 */
public record Machine(
    String name,
    int cpus,
    int pageShift,
    List<PfnRange> ram,
    long frames,
    long memTotalKb,
    long directMapBase,
    long imageBytes,
    long perCpuStackBytes,
    long taskStackBytes) {

  /** Copies the list, checks what others rely on. */
  public Machine {
    ram = List.copyOf(ram);
    if (cpus < 1 || pageShift < 10 || pageShift > 20) {
      throw new IllegalArgumentException("machine " + name);
    }
  }

  /** Size of a page in bytes. */
  public long pageBytes() {
    return 1L << pageShift;
  }

  /** R: the RAM that the kernel maps, in pages. */
  public long ramPages() {
    long pages = 0;
    for (PfnRange range : ram) {
      pages += range.pages();
    }
    return pages;
  }

  /** Virtual address of a page frame in the direct map. */
  public long addressOf(long pfn) {
    return directMapBase + (pfn << pageShift);
  }

  /** Page frame of a direct-map address; meaningless for any other address. */
  public long pfnOf(long address) {
    return (address - directMapBase) >>> pageShift;
  }

  /** A machine whose page frames end with its RAM. */
  public static Builder of(String name, int cpus, int pageShift, List<PfnRange> ram) {
    return new Builder(name, cpus, pageShift, ram);
  }

  /** The same machine, to change parts of it. */
  public Builder toBuilder() {
    return of(name, cpus, pageShift, ram)
        .frames(frames)
        .memTotalKb(memTotalKb)
        .directMapBase(directMapBase)
        .imageBytes(imageBytes)
        .perCpuStackBytes(perCpuStackBytes)
        .taskStackBytes(taskStackBytes);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String name;
    private final int cpus;
    private final int pageShift;
    private List<PfnRange> ram;
    private long frames;
    private long memTotalKb = 0;
    private long directMapBase = 0;
    private long imageBytes = 0;
    private long perCpuStackBytes = 0;
    private long taskStackBytes = 0;

    private Builder(String name, int cpus, int pageShift, List<PfnRange> ram) {
      this.name = name;
      this.cpus = cpus;
      this.pageShift = pageShift;
      this.ram = ram;
      this.frames = ram.isEmpty() ? 0 : ram.get(ram.size() - 1).end();
    }

    /** RAM that the kernel maps; page frames stay as they are. */
    public Builder ram(List<PfnRange> value) {
      ram = value;
      return this;
    }

    /** Pfns from 0 to the end of the last one known. */
    public Builder frames(long value) {
      frames = value;
      return this;
    }

    /** MemTotal of /proc/meminfo. */
    public Builder memTotalKb(long value) {
      memTotalKb = value;
      return this;
    }

    /** Virtual address of pfn 0 in the direct map. */
    public Builder directMapBase(long value) {
      directMapBase = value;
      return this;
    }

    /** Size of the kernel image. */
    public Builder imageBytes(long value) {
      imageBytes = value;
      return this;
    }

    /** IRQ and exception stacks of one CPU. */
    public Builder perCpuStackBytes(long value) {
      perCpuStackBytes = value;
      return this;
    }

    /** Size of a task's kernel stack. */
    public Builder taskStackBytes(long value) {
      taskStackBytes = value;
      return this;
    }

    /** The machine. */
    public Machine build() {
      return new Machine(
          name,
          cpus,
          pageShift,
          ram,
          frames,
          memTotalKb,
          directMapBase,
          imageBytes,
          perCpuStackBytes,
          taskStackBytes);
    }
  }
}
