// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import org.jspecify.annotations.Nullable;

/**
 * The direct map of one kind of kernel: where the objects of its recordings lie.
 *
 * @param arch name of the architecture
 * @param title what distinguishes the kernel from others of the architecture, such as {@code 4
 *     levels of page tables, before 4.20}
 * @param first lowest address that the map can have
 * @param last highest address that the map can have
 * @param start where the map starts unless it is moved
 * @param origin what lies at its start
 * @param alignShift log2 of the alignment of what page frame 0 would have as its address
 * @param kernel what all kernels of the kind have alike; null when recordings of it cannot be read
 */
public record DirectMap(
    String arch,
    String title,
    long first,
    long last,
    long start,
    Origin origin,
    int alignShift,
    @Nullable KernelFacts kernel) {

  /** What lies at the start of a direct map. */
  public enum Origin {
    /** Page frame 0; KASLR may move the map to any aligned address in the range. */
    FRAME_ZERO_MOVABLE,
    /** The first page frame of RAM, always at the same address. */
    RAM_START,
    /** The first page frame of RAM; KASLR may move RAM within the map. */
    RAM_START_MOVABLE
  }

  /** That of a kernel which can be named by its addresses, and no more. */
  public static DirectMap named(String arch, String title, long first, long last) {
    return of(arch, title, first, last).build();
  }

  /** Whether the map can hold an address. */
  public boolean holds(long address) {
    return Long.compareUnsigned(address, first) >= 0 && Long.compareUnsigned(address, last) <= 0;
  }

  /**
   * That of a kernel which can be named by its addresses; those of it that can be read have facts.
   */
  public static Builder of(String arch, String title, long first, long last) {
    return new Builder(arch, title, first, last);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String arch;
    private final String title;
    private final long first;
    private final long last;
    private long start;
    private Origin origin = Origin.FRAME_ZERO_MOVABLE;
    private int alignShift = 0;
    private @Nullable KernelFacts kernel = null;

    private Builder(String arch, String title, long first, long last) {
      this.arch = arch;
      this.title = title;
      this.first = first;
      this.last = last;
      this.start = first;
    }

    /** Where the map starts unless it is moved. */
    public Builder start(long value) {
      start = value;
      return this;
    }

    /** What lies at its start. */
    public Builder origin(Origin value) {
      origin = value;
      return this;
    }

    /** log2 of the alignment of what page frame 0 would have as its address. */
    public Builder alignShift(int value) {
      alignShift = value;
      return this;
    }

    /** What all kernels of the kind have alike. */
    public Builder kernel(@Nullable KernelFacts value) {
      kernel = value;
      return this;
    }

    /** The direct map. */
    public DirectMap build() {
      return new DirectMap(arch, title, first, last, start, origin, alignShift, kernel);
    }
  }
}
