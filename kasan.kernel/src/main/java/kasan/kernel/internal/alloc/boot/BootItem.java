// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

/** What RAM is spent on before the page allocator gets the rest; the rows of a breakdown. */
public enum BootItem {
  /** The kernel image without its init part. */
  IMAGE("image"),
  /** The first MiB, where it is kept for firmware and trampolines. */
  LOW_MEMORY("low-memory"),
  /** The array of struct page. */
  STRUCT_PAGES("struct-pages"),
  /** Page tables of a linear map in pages, where read-only data stays so in it. */
  LINEAR_MAP("linear-map"),
  /** Per-CPU areas of the first chunk. */
  PER_CPU("per-cpu"),
  /** Hash tables that grow with RAM. */
  HASH_TABLES("hash-tables"),
  /** Bounce buffers for devices that reach low memory only, and their slot table. */
  SWIOTLB("swiotlb"),
  /** Hash table of the stack depot, with KASAN. */
  STACK_DEPOT("stack-depot"),
  /** What the profile was calibrated with: early page tables, memory sections, logs. */
  OTHER("other");

  private final String label;

  BootItem(String label) {
    this.label = label;
  }

  /** Name in reports; never changes. */
  public String label() {
    return label;
  }
}
