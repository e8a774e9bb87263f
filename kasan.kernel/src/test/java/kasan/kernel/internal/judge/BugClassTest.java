// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import kasan.kernel.internal.fixture.Heard;
import kasan.kernel.internal.fixture.TestArch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of mm/kasan/report_generic.c, Linux 6.12. */
class BugClassTest {
  private static final long PAGE = 4096;
  private static final long ADDRESS = TestArch.DIRECT_MAP + 0x1000;

  private final Map<Long, Integer> shadow = new HashMap<>();
  private final BugClass classes = new BugClass(TestArch.x86().layout(), PAGE);

  private String of(long address, long bytes) {
    var fixed =
        new Heard() {
          @Override
          public int shadowByte(long at) {
            return shadow.getOrDefault(at >>> 3, 0);
          }
        };
    return classes.of(fixed, 8, address, bytes);
  }

  private void shadow(long address, int value) {
    shadow.put(address >>> 3, value);
  }

  @ParameterizedTest
  @CsvSource({
    "0xFE, slab-out-of-bounds",
    "0xFC, slab-out-of-bounds",
    "0xF9, global-out-of-bounds",
    "0xF1, stack-out-of-bounds",
    "0xF2, stack-out-of-bounds",
    "0xF3, stack-out-of-bounds",
    "0xFF, use-after-free",
    "0xFB, slab-use-after-free",
    "0xFA, slab-use-after-free",
    "0xCA, alloca-out-of-bounds",
    "0xCB, alloca-out-of-bounds",
    "0xF8, vmalloc-out-of-bounds",
    "0xEE, unknown-crash"
  })
  void theShadowByteNamesTheBug(String value, String bugClass) {
    shadow(ADDRESS, Integer.decode(value));
    assertEquals(bugClass, of(ADDRESS, 1));
  }

  @Test
  void behindAPartialGranuleTheNextOneNamesIt() {
    shadow(ADDRESS, 3);
    shadow(ADDRESS + 8, 0xFC);
    assertEquals("slab-out-of-bounds", of(ADDRESS + 3, 1));
  }

  @Test
  void accessibleGranulesAreSteppedOver() {
    shadow(ADDRESS + 24, 0xFB);
    assertEquals("slab-use-after-free", of(ADDRESS, 32));
  }

  @Test
  void aStraddleIsNamedByItsSecondGranule() {
    shadow(ADDRESS + 8, 0xFF);
    assertEquals("use-after-free", of(ADDRESS + 6, 4));
  }

  @Test
  void aSizeThatWrapsAroundIsOutOfBounds() {
    assertEquals("out-of-bounds", of(ADDRESS, -2));
  }

  @Test
  void whatHasNoShadowIsNamedByItsAddress() {
    assertEquals("null-ptr-deref", of(16, 8));
    assertEquals("user-memory-access", of(PAGE, 8));
    assertEquals("wild-memory-access", of(0xdead000000000100L, 8));
  }

  @Test
  void aRaceThatIsOverLeavesNoPoisonToNameIt() {
    assertEquals("out-of-bounds", of(ADDRESS, 8));
  }
}
