// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.MemoryState.Row;
import org.junit.jupiter.api.Test;

class FreedPageTest {
  private static final long ADDRESS = 0xffff888003bc4000L;

  @Test
  void thePageSizeFollowsFromAddressAndFrameNumber() {
    assertEquals(12, FreedPage.pageShift(dump("0x3bc4"), ADDRESS));
    assertEquals(16, FreedPage.pageShift(dump("0x3bc"), ADDRESS));
    assertNull(FreedPage.pageShift(dump("0x1234"), ADDRESS));
    assertNull(FreedPage.pageShift(List.of("flags: 0x0"), ADDRESS));
    // every page size fits frame 0
    assertNull(FreedPage.pageShift(dump("0x0"), 0xffff888000000000L));
  }

  @Test
  void slabInTheSameBlockKeepsTheBlockMapped() {
    // pages 3bc0 to 3bc7 are one block
    assertTrue(neighbour(ADDRESS, (byte) 0xfc, "0x3bc4"));
    // page 3bbf is the last of the block before
    assertFalse(neighbour(0xffff888003bc0000L, (byte) 0xfc, "0x3bc0"));
    assertFalse(neighbour(ADDRESS, (byte) 0xff, "0x3bc4"));
    assertFalse(neighbour(ADDRESS, (byte) 0x00, "0x3bc4"));
  }

  /** The row before the page has some shadow, the page itself is free. */
  private static boolean neighbour(long page, byte before, String pfn) {
    byte[] above = new byte[16];
    Arrays.fill(above, before);
    byte[] free = new byte[16];
    Arrays.fill(free, (byte) 0xff);
    MemoryState state =
        new MemoryState(8, page, List.of(new Row(page - 128, above), new Row(page, free)));
    Finding finding = Finding.of("use-after-free").page(dump(pfn)).memoryState(state).build();
    return FreedPage.hasByteManagedNeighbour(finding, page);
  }

  private static List<String> dump(String pfn) {
    return List.of("page: refcount:0 mapcount:0 mapping:0000000000000000 index:0x0 pfn:" + pfn);
  }
}
