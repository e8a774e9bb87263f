// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.List;

/**
 * Shape of the page tables.
 *
 * @param pageShift log2 of the page size in bytes; the smallest leaf
 * @param bitsPerLevel address bits that one table resolves, from the leaf level upwards; its size
 *     is the number of levels
 * @param levelNames the kernel's names from the leaf level upwards: pte, pmd, pud, p4d, pgd
 * @param leafShifts log2 of the leaf sizes in bytes that exist, ascending; the first is {@code
 *     pageShift}
 */
public record PageTableGeometry(
    int pageShift, List<Integer> bitsPerLevel, List<String> levelNames, List<Integer> leafShifts) {

  /** Copies the lists, checks that they fit each other. */
  public PageTableGeometry {
    bitsPerLevel = List.copyOf(bitsPerLevel);
    levelNames = List.copyOf(levelNames);
    leafShifts = List.copyOf(leafShifts);
    if (bitsPerLevel.size() != levelNames.size() || leafShifts.get(0) != pageShift) {
      throw new IllegalArgumentException("page table geometry");
    }
  }

  /** Number of table levels. */
  public int levels() {
    return bitsPerLevel.size();
  }

  /** Bits below the index of a level; level 0 holds the smallest leaves. */
  public int shiftOf(int level) {
    int shift = pageShift;
    for (int i = 0; i < level; i++) {
      shift += bitsPerLevel.get(i);
    }
    return shift;
  }
}
