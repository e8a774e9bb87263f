// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.List;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import org.jspecify.annotations.Nullable;

/**
 * Whether the block of a freed page is known to hold byte-managed memory, too.
 *
 * <p>A block is as many pages as a granule has bytes, so that its shadow fills one page. A log does
 * not say how large a page is, but the page dump has the frame number of the address: the direct
 * map starts at a multiple of 1 GiB, so the low bits of both agree for one page size only.
 */
final class FreedPage {
  private static final int SMALLEST_SHIFT = 10;
  private static final int LARGEST_SHIFT = 17;
  private static final int DIRECT_MAP_ALIGN_SHIFT = 30;
  private static final int PAGE_FREE = 0xFF;

  private FreedPage() {}

  /** Whether the dump shows byte-managed memory in another page of the same block. */
  static boolean hasByteManagedNeighbour(Finding finding, long address) {
    MemoryState state = finding.memoryState();
    Integer shift = pageShift(finding.page(), address);
    if (state == null || shift == null) {
      return false;
    }
    int blockShift = shift + Integer.numberOfTrailingZeros(state.granule());
    for (MemoryState.Row row : state.rows()) {
      for (int i = 0; i < row.length(); i++) {
        long at = row.address() + (long) i * state.granule();
        boolean neighbour =
            at >>> blockShift == address >>> blockShift && at >>> shift != address >>> shift;
        int value = row.at(i);
        boolean byteManaged = value != 0 && value != PAGE_FREE;
        if (neighbour && byteManaged) {
          return true;
        }
      }
    }
    return false;
  }

  /** log2 of the page size; null where the dump does not tell. */
  static @Nullable Integer pageShift(List<String> page, long address) {
    Long pfn = pfn(page);
    if (pfn == null) {
      return null;
    }
    Integer found = null;
    for (int shift = SMALLEST_SHIFT; shift <= LARGEST_SHIFT; shift++) {
      long mask = (1L << (DIRECT_MAP_ALIGN_SHIFT - shift)) - 1;
      if (((address >>> shift) & mask) == (pfn & mask)) {
        if (found != null) {
          return null;
        }
        found = shift;
      }
    }
    return found;
  }

  private static @Nullable Long pfn(List<String> page) {
    for (String line : page) {
      int at = line.indexOf("pfn:0x");
      if (line.startsWith("page:") && at >= 0) {
        int from = at + "pfn:0x".length();
        int end = from;
        while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
          end++;
        }
        if (end > from && end - from <= 15) {
          return Long.parseLong(line, from, end, 16);
        }
      }
    }
    return null;
  }
}
