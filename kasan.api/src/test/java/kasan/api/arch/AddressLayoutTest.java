// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressLayoutTest {

  private static AddressLayout layout(String offset) {
    return new AddressLayout("test", List.of(), Long.parseUnsignedLong(offset, 16), 0, 64);
  }

  /** Pairs of offsets are those of arch/arm64/Kconfig, generic and tag-based. */
  @ParameterizedTest
  @CsvSource({
    "dffffff800000000, effffff800000000",
    "dfffffc000000000, efffffc000000000",
    "dffffe0000000000, effffe0000000000",
    "dfffc00000000000, efffc00000000000",
    "dfff800000000000, efff800000000000"
  })
  void shadowForGranule16EndsWhereThatForGranule8Does(String generic, String tagBased) {
    assertEquals(Long.parseUnsignedLong(tagBased, 16), layout(generic).shadowOffset(4));
  }

  @Test
  void granule8IsTheGenericOne() {
    AddressLayout layout = layout("dffffc0000000000");
    assertEquals(layout.shadowOffset(), layout.shadowOffset(3));
    assertEquals(0xfffffbffffffffffL, (-1L >>> 5) + layout.shadowOffset(5));
  }

  /** The top byte of arm64's pointers; bit 55 says whose half of the address space it is. */
  @ParameterizedTest
  @CsvSource({
    "f4ff000012345678, f4, ffff000012345678",
    "ffff000012345678, ff, ffff000012345678",
    "0000aaaa12345678, 00, 0000aaaa12345678",
    "3c00aaaa12345678, 3c, 0000aaaa12345678"
  })
  void aTagIsReplacedByCopiesOfTheBitBelowIt(String pointer, String tag, String address) {
    var layout = new AddressLayout("test", List.of(), 0, 0, 56);
    long of = Long.parseUnsignedLong(pointer, 16);
    assertEquals(Integer.parseInt(tag, 16), layout.tagOf(of));
    assertEquals(Long.parseUnsignedLong(address, 16), layout.untagged(of));
  }

  @Test
  void withoutTagsAPointerIsAnAddress() {
    long pointer = 0xf4ff000012345678L;
    assertEquals(0, layout("0").tagOf(pointer));
    assertEquals(pointer, layout("0").untagged(pointer));
  }
}
