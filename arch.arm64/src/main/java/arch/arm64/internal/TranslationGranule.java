// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import java.util.ArrayList;
import java.util.List;
import kasan.api.arch.PageTableGeometry;

/**
 * A page size of arm64 with the sizes of virtual addresses that the kernel can be built for with it
 * (arch/arm64/Kconfig, Linux 6.12). A table fills one page with entries of 8 bytes; the top table
 * resolves what is left over.
 */
enum TranslationGranule {
  /** 4 KiB pages. */
  SIZE_4K("4k", 12, List.of(39, 48, 52)),
  /** 16 KiB pages. */
  SIZE_16K("16k", 14, List.of(36, 47, 48, 52)),
  /** 64 KiB pages. */
  SIZE_64K("64k", 16, List.of(42, 48, 52));

  private static final int ENTRY_SHIFT = 3;
  private static final List<String> UPPER_NAMES = List.of("pmd", "pud", "p4d");

  private final String word;
  private final int pageShift;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> addressBits;

  TranslationGranule(String word, int pageShift, List<Integer> addressBits) {
    this.word = word;
    this.pageShift = pageShift;
    this.addressBits = addressBits;
  }

  /** The granule of an option value. */
  static TranslationGranule of(String word) {
    for (TranslationGranule granule : values()) {
      if (granule.word.equals(word)) {
        return granule;
      }
    }
    throw new IllegalArgumentException("pages: " + word);
  }

  /** As users write it. */
  String word() {
    return word;
  }

  /** log2 of the page size in bytes. */
  int pageShift() {
    return pageShift;
  }

  /** Sizes of virtual addresses that exist with this page size, in bits. */
  List<Integer> addressBits() {
    return addressBits;
  }

  /** Entries in a full table: PTRS_PER_PTE. */
  int entriesPerTable() {
    return 1 << (pageShift - ENTRY_SHIFT);
  }

  /**
   * The page tables that shadow is mapped with. The architecture has blocks above the single page,
   * but kasan_init.c maps shadow page by page, so here a page is the only leaf.
   */
  PageTableGeometry shadowTables(int virtualBits) {
    int tableBits = pageShift - ENTRY_SHIFT;
    List<Integer> bits = new ArrayList<>();
    for (int left = virtualBits - pageShift; left > 0; left -= tableBits) {
      bits.add(Math.min(left, tableBits));
    }
    List<String> names = new ArrayList<>();
    names.add("pte");
    names.addAll(UPPER_NAMES.subList(0, bits.size() - 2));
    names.add("pgd");
    return new PageTableGeometry(pageShift, bits, names, List.of(pageShift));
  }
}
