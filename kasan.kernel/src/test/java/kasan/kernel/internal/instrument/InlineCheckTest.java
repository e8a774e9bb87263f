// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kasan.kernel.internal.fixture.StaticShadowScheme;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests that gcc 12 emits for x86-64, read off its assembler. */
class InlineCheckTest {
  private static final SchemeDescription STATIC = SchemeDescription.named("static").build();

  private final CodeOnKernel inline =
      new CodeOnKernel(new StaticShadowScheme(), STATIC, Instrumentation.INLINE);
  private final CodeOnKernel outline =
      new CodeOnKernel(new StaticShadowScheme(), STATIC, Instrumentation.OUTLINE);

  /** A page whose granules 1 and 2 have the given shadow bytes; the others are accessible. */
  private static long page(CodeOnKernel on, int second, int third) {
    on.oracle.pagesAllocated(8, 0);
    on.kernel.allocatePages(0, 8, 0);
    long page = on.kernel.address(8);
    on.shadow.poison(0, page + 8, 8, (byte) second);
    on.shadow.poison(0, page + 16, 8, (byte) third);
    return page;
  }

  private boolean inlineReports(long offset, long bytes, int second, int third) {
    return inline.read(0, page(inline, second, third) + offset, bytes).contains("reported");
  }

  private boolean outlineReports(long offset, long bytes, int second, int third) {
    return outline.read(0, page(outline, second, third) + offset, bytes).contains("reported");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void smallSizesAreReportedByTheFirstGranuleAlone(int bytes) {
    int[] values = {0, 1, 2, 3, 4, 5, 6, 7, 0xFF, 0xFC, 0xF1};
    for (int first : values) {
      for (int second : values) {
        for (int offset = 0; offset < 8; offset++) {
          boolean slow = first != 0 && offset + bytes - 1 >= (byte) first;
          assertEquals(slow, inlineReports(8 + offset, bytes, first, second));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "7, true", "0xFB, true"})
  void eightBytesAreReportedForAnyValueButZero(String value, boolean reported) {
    assertEquals(reported, inlineReports(8, 8, Integer.decode(value), 0));
    assertEquals(reported, inlineReports(12, 8, Integer.decode(value), 0xFF));
  }

  @Test
  void eightUnalignedBytesAreNotTestedInTheSecondGranule() {
    assertEquals(false, inlineReports(4, 8, 0xFB, 0));
    assertEquals(true, outlineReports(4, 8, 0xFB, 0));
  }

  @Test
  void sixteenBytesAreTestedByTwoShadowBytes() {
    assertEquals(true, inlineReports(8, 16, 0, 7));
    assertEquals(true, inlineReports(8, 16, 7, 0));
    assertEquals(false, inlineReports(8, 16, 0, 0));
    assertEquals(false, inlineReports(4, 16, 0, 0xFC));
    assertEquals(true, outlineReports(4, 16, 0, 0xFC));
  }

  @Test
  void oddSizesAreTestedAtTheirFirstAndLastByte() {
    assertEquals(true, inlineReports(8, 24, 0xFB, 0));
    assertEquals(false, inlineReports(0, 24, 0xFB, 0));
    assertEquals(true, outlineReports(0, 24, 0xFB, 0));
    assertEquals(true, inlineReports(0, 24, 0, 0xFB));
    assertEquals(false, inlineReports(5, 15, 0, 4));
    assertEquals(true, inlineReports(6, 15, 0, 4));
  }

  @Test
  void underAlignedTypesAreTestedAtBothEnds() {
    long page = page(inline, 0xFB, 0);
    inline.code.accessUnderAligned(0, page + 6, 4, false);
    assertEquals("good reported slab-use-after-free", inline.last());
    assertEquals("good", inline.read(0, page + 6, 4));
  }

  @Test
  void aStraddleThatInlineCodeMissesHasItsReason() {
    long slab = inline.slab(0, 8);
    inline.allocate(0, slab, 16);
    assertEquals("bug missed inline-granule", inline.read(0, slab + 14, 4));
    long same = outline.slab(0, 8);
    outline.allocate(0, same, 16);
    assertEquals("bug reported slab-out-of-bounds", outline.read(0, same + 14, 4));
  }

  @Test
  void anAddressWithoutShadowKillsInlineCodeAndIsReportedByTheRuntime() {
    assertEquals("bug faulted null-ptr-deref", inline.read(0, 8, 8));
    assertEquals("bug faulted user-memory-access", inline.read(0, 0x400000, 8));
    assertEquals("bug faulted wild-memory-access", inline.read(0, 0xdead000000000122L, 8));
    assertEquals("bug reported null-ptr-deref", outline.read(0, 8, 8));
    assertEquals("bug reported user-memory-access", outline.read(0, 0x400000, 8));
    assertEquals("bug reported wild-memory-access", outline.read(0, 0xdead000000000122L, 8));
  }
}
