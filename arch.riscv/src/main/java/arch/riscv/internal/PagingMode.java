// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.PageTableGeometry;

/**
 * A paging mode of the RISC-V privileged specification, as Linux 6.12 uses it (set_satp_mode in
 * arch/riscv/mm/init.c takes the widest that the hart has). A table of any level fills a page of 4
 * KiB with 512 entries, and an entry of any level may be a leaf.
 */
enum PagingMode {
  /** 39 bits, three levels. */
  SV39("sv39", "Sv39", 39, 0xffffffd600000000L, 37),
  /** 48 bits, four levels. */
  SV48("sv48", "Sv48", 48, 0xffffaf8000000000L, 46),
  /** 57 bits, five levels. */
  SV57("sv57", "Sv57", 57, 0xff60000000000000L, 55);

  /** log2 of the page size. */
  static final int PAGE_SHIFT = 12;

  private static final int TABLE_BITS = 9;
  private static final List<String> LEVELS = List.of("pte", "pmd", "pud", "p4d");

  private final String word;
  private final String title;
  private final int virtualBits;
  private final long pageOffset;
  private final int directMapShift;

  PagingMode(String word, String title, int virtualBits, long pageOffset, int directMapShift) {
    this.word = word;
    this.title = title;
    this.virtualBits = virtualBits;
    this.pageOffset = pageOffset;
    this.directMapShift = directMapShift;
  }

  /** The mode of an option value. */
  static PagingMode of(String word) {
    for (PagingMode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("mode: " + word);
  }

  /** As users write it. */
  String word() {
    return word;
  }

  /** As the specification writes it. */
  String title() {
    return title;
  }

  /** VA_BITS. */
  int virtualBits() {
    return virtualBits;
  }

  /** PAGE_OFFSET: where the direct map starts. */
  long pageOffset() {
    return pageOffset;
  }

  /** KERN_VIRT_SIZE: a quarter of the address space. */
  long directMapBytes() {
    return 1L << directMapShift;
  }

  /** log2 of what an entry of the top table maps (PGDIR_SHIFT). */
  int topShift() {
    return virtualBits - TABLE_BITS;
  }

  /**
   * The page tables that shadow is mapped with. kasan_init.c takes the largest leaf that is aligned
   * and for which memory can be had, up to what an entry below the top table maps.
   */
  PageTableGeometry tables() {
    int levels = (virtualBits - PAGE_SHIFT) / TABLE_BITS;
    var bits = new ArrayList<Integer>();
    var names = new ArrayList<String>(LEVELS.subList(0, levels - 1));
    var leaves = new ArrayList<Integer>();
    for (int level = 0; level < levels; level++) {
      bits.add(TABLE_BITS);
      if (level < levels - 1) {
        leaves.add(PAGE_SHIFT + level * TABLE_BITS);
      }
    }
    names.add("pgd");
    return new PageTableGeometry(PAGE_SHIFT, bits, names, leaves);
  }
}
