// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/** What an address region of the kernel is for. */
public enum RegionKind {
  /** User space. */
  USER,
  /** Addresses that may not be used. */
  HOLE,
  /** All RAM, linearly mapped. */
  DIRECT_MAP,
  /** vmalloc and ioremap. */
  VMALLOC,
  /** The array of struct page. */
  VMEMMAP,
  /** KASAN's own shadow. */
  SHADOW,
  /** Entry code and stacks of each CPU. */
  CPU_ENTRY,
  /** The kernel image. */
  IMAGE,
  /** Modules. */
  MODULES,
  /** Anything else of the kernel: fixmap, EFI, LDT, vsyscall. */
  OTHER
}
