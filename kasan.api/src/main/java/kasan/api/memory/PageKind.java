// SPDX-License-Identifier: Apache-2.0
package kasan.api.memory;

/** What a page frame is used for, as far as KASAN cares. */
public enum PageKind {
  /** No RAM here: a hole in the memory map. */
  NONE,
  /** RAM that no zone manages (yet): deferred initialisation, offline memory. */
  UNMANAGED,
  /** Not known to be free or in use: no flag of the recording tells. */
  UNKNOWN,
  /** In the buddy allocator (or on a per-CPU list of it). */
  FREE,
  /** Handed out as whole pages: page cache, anonymous memory, drivers. Page-managed. */
  ALLOCATED,
  /** A page of a slab. Byte-managed. */
  SLAB,
  /** Part of a kmalloc that is too large for any cache. Byte-managed, but not slab. */
  LARGE_KMALLOC,
  /** Part of a task stack in the direct map. Byte-managed. */
  STACK,
  /** A page table of the kernel or of a process. Page-managed. */
  PAGE_TABLE,
  /** Never handed to the buddy allocator: kernel image, memblock, firmware. */
  RESERVED,
  /** Backs the shadow itself, or its tables. */
  SHADOW;

  private static final PageKind[] VALUES = values();

  /** Whether KASAN needs a shadow byte per granule here, rather than one state per page. */
  public boolean byteManaged() {
    return this == SLAB || this == LARGE_KMALLOC || this == STACK;
  }

  /** The kind with this ordinal; for tables of one byte a page. */
  public static PageKind of(int ordinal) {
    return VALUES[ordinal];
  }
}
