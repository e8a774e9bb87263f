// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import kasan.api.memory.PageKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageMapTest {
  @Test
  void aPageOutsideIsNone() {
    var pages = new PageMap(1000, false);

    assertEquals(PageKind.NONE, pages.kind(5));
    assertEquals(PageKind.NONE, pages.kind(1 << 20));
    assertEquals(PageKind.NONE, pages.kind(-1));
  }

  @Test
  void unknownPagesCountAsFreeOnlyWhenToldSo() {
    for (boolean unknownIsFree : new boolean[] {false, true}) {
      var pages = new PageMap(16, unknownIsFree);
      pages.set(0, 16, PageKind.FREE, 0);
      pages.set(3, 1, PageKind.UNKNOWN, PageMap.NO_ORDER);

      assertEquals(unknownIsFree, pages.allFree(0, 3));
      assertTrue(pages.allFree(8, 3));
      assertEquals(PageKind.UNKNOWN, pages.kind(3));
    }
  }

  @Test
  void aKnownSlabIsASlab() {
    var pages = new PageMap(64, false);
    pages.setSlab(8, 4, true, 2);
    pages.setSlab(16, 1, false, 0);

    assertEquals(PageKind.SLAB, pages.kind(11));
    assertEquals(5, pages.count(PageKind.SLAB));
    assertEquals(2, pages.order(11));
    assertTrue(pages.anyByteManaged(8, 3));
    assertFalse(pages.anyByteManaged(24, 3));
    assertEquals(8, pages.nextKnownSlab(0, 64));
    assertEquals(64, pages.nextKnownSlab(12, 64));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithAPlainArrayAndItsCountsAddUp(long seed) {
    var random = new Random(seed);
    int frames = 5000;
    var pages = new PageMap(frames, false);
    PageKind[] model = new PageKind[frames];
    Arrays.fill(model, PageKind.NONE);
    PageKind[] kinds = PageKind.values();

    for (int i = 0; i < 4000; i++) {
      int order = random.nextInt(random.nextInt(10) == 0 ? 12 : 4);
      int pfn = random.nextInt((frames >> order) - 1 < 1 ? 1 : frames >> order) << order;
      if (pfn + (1 << order) > frames) {
        continue;
      }
      PageKind kind = kinds[random.nextInt(kinds.length)];
      pages.set(pfn, 1 << order, kind, order);
      Arrays.fill(model, pfn, pfn + (1 << order), kind);
      int at = random.nextInt(frames);
      assertEquals(model[at], pages.kind(at));
      assertEquals(endOfRun(model, at), pages.endOfKind(at, frames));
    }
    for (PageKind kind : kinds) {
      if (kind != PageKind.NONE) {
        assertEquals(Arrays.stream(model).filter(each -> each == kind).count(), pages.count(kind));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void findsTheNextKnownSlabWhereAPlainArrayHasIt(long seed) {
    var random = new Random(seed);
    int frames = 70_000;
    var pages = new PageMap(frames, false);
    boolean[] known = new boolean[frames];
    for (int i = 0; i < 1500; i++) {
      int order = random.nextInt(5) == 0 ? 9 + random.nextInt(4) : random.nextInt(4);
      int pfn = random.nextInt(frames >> order) << order;
      boolean slab = random.nextInt(order > 3 ? 9 : 3) == 0;
      if (slab) {
        pages.setSlab(pfn, 1 << order, true, order);
      } else {
        pages.set(pfn, 1 << order, PageKind.FREE, 0);
      }
      Arrays.fill(known, pfn, pfn + (1 << order), slab);
      int from = random.nextInt(frames);
      int end = from + random.nextInt(frames - from);
      int next = from;
      while (next < end && !known[next]) {
        next++;
      }
      assertEquals(next, pages.nextKnownSlab(from, end));
    }
  }

  private static int endOfRun(PageKind[] model, int from) {
    int at = from + 1;
    while (at < model.length && model[at] == model[from]) {
      at++;
    }
    return at;
  }
}
