// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import kasan.explain.internal.words.ShadowMap.Extent;
import kasan.explain.internal.words.ShadowMap.Run;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.MemoryState.Row;
import org.junit.jupiter.api.Test;

class ShadowMapTest {
  private static final long START = 0xffff888003f85d00L;

  @Test
  void aPartialGranuleEndsWhatMayBeAccessed() {
    ShadowMap map = map("fc 00 00 03 fc fc 00 00 00 00");
    assertTrue(map.accessible(START + 24 + 2));
    assertFalse(map.accessible(START + 24 + 3));
    assertEquals(START + 27, map.firstBad(START + 8, 20));
    assertEquals(START + 27, map.firstBad(START + 27, 1));
    assertNull(map.firstBad(START + 8, 19));
    Extent left = new Extent(START + 8, true, START + 27, true);
    assertEquals(left, map.leftOf(START + 27));
    assertEquals(left, map.leftOf(START + 40));
    assertEquals(19, left.size());
    assertEquals(new Extent(START + 48, true, START + 80, false), map.rightOf(START + 27));
  }

  @Test
  void anObjectBehindAPartialGranuleIsAnotherOne() {
    // objects of 10 bytes side by side, as in a kmalloc-16 without redzone
    ShadowMap map = map("00 02 00 02 fc");
    assertEquals(new Extent(START + 16, true, START + 26, true), map.leftOf(START + 26));
    assertEquals(new Extent(START, true, START + 10, true), map.from(START));
  }

  @Test
  void whatBeginsOrEndsOutsideTheDumpIsMarked() {
    ShadowMap map = map("00 00 fc 00 00");
    assertEquals(new Extent(START, false, START + 16, true), map.leftOf(START + 16));
    assertEquals(new Extent(START + 24, true, START + 40, false), map.rightOf(START + 16));
  }

  @Test
  void neighboursOfAnAccessibleByteAreNotAskedFor() {
    ShadowMap map = map("00 00 fc");
    assertNull(map.leftOf(START + 1));
    assertNull(map.rightOf(START + 1));
  }

  @Test
  void anAccessThatLeavesTheDumpHasNoBadByteInIt() {
    ShadowMap map = map("00 00");
    assertNull(map.firstBad(START, 17));
    assertNull(map.firstBad(START, -2));
    assertNull(map.firstBad(START - 1, 1));
    assertEquals(-1, map.at(START + 16));
  }

  @Test
  void equalNeighboursAreOneRun() {
    assertEquals(
        List.of(new Run(START, 2, 0), new Run(START + 16, 1, 3), new Run(START + 24, 2, 0xfc)),
        map("00 00 03 fc fc").runs());
  }

  @Test
  void rowsBehindAGapAreLeftOut() {
    MemoryState state =
        new MemoryState(
            8,
            null,
            List.of(
                new Row(START, new byte[2]),
                new Row(START + 16, new byte[2]),
                new Row(START + 64, new byte[2])));
    ShadowMap map = ShadowMap.around(state, START + 20);
    assertEquals(START, map.start());
    assertEquals(-1, map.at(START + 32));
    assertNull(ShadowMap.around(state, START + 40));
  }

  /** Against a model that asks byte by byte. */
  @Test
  void extentsAgreeWithASearchByteByByte() {
    Random random = new Random(7);
    byte[] values = {0, 0, 0, 0, 1, 5, 7, (byte) 0xfc, (byte) 0xfb, (byte) 0xff};
    for (int round = 0; round < 2000; round++) {
      byte[] shadow = new byte[1 + random.nextInt(12)];
      for (int i = 0; i < shadow.length; i++) {
        shadow[i] = values[random.nextInt(values.length)];
      }
      ShadowMap map =
          ShadowMap.around(new MemoryState(8, null, List.of(new Row(START, shadow))), START);
      int bytes = shadow.length * 8;
      boolean[] good = new boolean[bytes];
      for (int i = 0; i < bytes; i++) {
        byte s = shadow[i / 8];
        // the kernel's test: a byte is bad when its place in the granule is at least the signed
        // shadow
        good[i] = s == 0 || (i & 7) < s;
        assertEquals(good[i], map.accessible(START + i));
      }
      int from = random.nextInt(bytes);
      int size = 1 + random.nextInt(bytes - from);
      Long expected = null;
      for (int i = from; i < from + size && expected == null; i++) {
        expected = good[i] ? null : START + i;
      }
      assertEquals(expected, map.firstBad(START + from, size));
      if (!good[from]) {
        int last = from;
        while (last >= 0 && !good[last]) {
          last--;
        }
        Extent left = map.leftOf(START + from);
        assertEquals(last < 0, left == null);
        if (left != null) {
          assertEquals(START + last + 1, left.end());
        }
        int next = from;
        while (next < bytes && !good[next]) {
          next++;
        }
        Extent right = map.rightOf(START + from);
        assertEquals(next == bytes, right == null);
        if (right != null) {
          assertEquals(START + next, right.start());
        }
      }
    }
  }

  private static ShadowMap map(String bytes) {
    byte[] shadow = HexFormat.ofDelimiter(" ").parseHex(bytes);
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(START, shadow));
    return ShadowMap.around(new MemoryState(8, null, rows), START);
  }
}
