// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.kernel.FrameLayout.Variable;
import org.junit.jupiter.api.Test;

/** Descriptors and frame sizes are those that gcc 12.2 wrote for functions with such variables. */
class FrameLayoutTest {
  private static FrameLayout gcc(int line, long... sizesInSourceOrder) {
    var variables = new ArrayList<Variable>();
    for (int i = 0; i < sizesInSourceOrder.length; i++) {
      variables.add(new Variable(Character.toString('a' + i), sizesInSourceOrder[i], 0, line));
    }
    return FrameLayout.gcc("f", variables);
  }

  private static void assertFrame(FrameLayout frame, long bytes, String descriptor) {
    assertEquals(descriptor, frame.descriptor());
    assertEquals(bytes, frame.bytes());
  }

  @Test
  void oneVariableHasARedzoneOnEachSide() {
    assertFrame(gcc(2, 10), 64, "1 32 10 3 a:2");
    assertFrame(gcc(4, 4000), 4160, "1 32 4000 3 a:4");
  }

  @Test
  void theLargestVariableLiesHighest() {
    assertFrame(gcc(17, 10, 4, 40), 160, "3 32 4 4 b:17 48 10 4 a:17 80 40 4 c:17");
    assertFrame(gcc(6, 64, 16), 160, "2 32 16 3 b:6 64 64 3 a:6");
    assertFrame(gcc(10, 5000, 100, 1000), 6592, "3 48 100 4 b:10 192 1000 4 c:10 1328 5000 4 a:10");
  }

  @Test
  void variablesOfOneSizeKeepTheirOrder() {
    assertFrame(gcc(8, 8, 8, 8), 128, "3 32 8 3 a:8 64 8 3 b:8 96 8 3 c:8");
  }

  @Test
  void theLeftRedzoneTakesWhatIsLeftOver() {
    assertFrame(gcc(7, 4097), 4416, "1 48 4097 3 a:7");
    assertFrame(
        gcc(5, 1, 8, 16, 17, 128, 129, 512, 513),
        1792,
        "8 48 1 3 a:5 64 8 3 b:5 96 16 3 c:5 128 17 3 d:5 192 128 3 e:5 352 129 3 f:5"
            + " 560 512 3 g:5 1136 513 3 h:5");
  }

  @Test
  void aNameWithoutALineStandsAlone() {
    var frame = FrameLayout.gcc("f", List.of(new Variable("array", 10, 0, 0)));
    assertEquals("1 32 10 5 array", frame.descriptor());
    assertEquals(0, frame.indexOf("array"));
    assertEquals(-1, frame.indexOf("b"));
  }

  @Test
  void forALargerGranuleEachVariableBeginsWithOne() {
    var frame =
        FrameLayout.gcc("f", List.of(new Variable("a", 10, 0, 0), new Variable("b", 40, 0, 0)), 32);
    assertEquals("2 32 10 1 a 64 40 1 b", frame.descriptor());
    assertEquals(160, frame.bytes());
  }

  /** The frame of kasan_stack_oob in a real report of Linux 6.12: [48, 49), [64, 72), [96, 106). */
  @Test
  void aFrameOfTheKernelsOwnIsLaidOutAlike() {
    var frame =
        FrameLayout.gcc(
            "kasan_stack_oob",
            List.of(
                new Variable("stack_array", 10, 0, 0),
                new Variable("array", 8, 0, 0),
                new Variable("__assertion", 1, 0, 0),
                new Variable("__assertion", 16, 0, 0)));
    assertEquals(
        "4 48 1 11 __assertion 64 8 5 array 96 10 11 stack_array 128 16 11 __assertion",
        frame.descriptor());
  }
}
