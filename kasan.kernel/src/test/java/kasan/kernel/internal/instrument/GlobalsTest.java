// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kasan.kernel.internal.fixture.StaticShadowScheme;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalsTest {
  private final CodeOnKernel on =
      new CodeOnKernel(
          new StaticShadowScheme(),
          SchemeDescription.named("static").build(),
          Instrumentation.OUTLINE);

  /** Sizes that gcc 12.2 wrote into its records. */
  @ParameterizedTest
  @CsvSource({"4, 64", "10, 64", "32, 64", "64, 96", "120, 160", "1000, 1056", "4096, 4128"})
  void aGlobalIsAsLargeWithItsRedzoneAsGccMakesIt(long bytes, long withRedzone) {
    assertEquals(withRedzone, Globals.withRedzone(bytes));
  }

  /** A row of a real global-out-of-bounds report: 00 02 f9 f9 | f9 f9 f9 f9. */
  @Test
  void tenBytesHaveTheShadowOfARealReport() {
    long array = on.code.registerGlobal(0, "global_array", 10);
    assertEquals("00 02 f9 f9 f9 f9 f9 f9", on.shadowOf(array, 64));
    assertEquals("bug reported global-out-of-bounds", on.read(0, array + 13, 1));
    assertEquals("good", on.read(0, array + 9, 1));
  }

  @Test
  void nothingProtectsWhatLiesBeforeTheFirstGlobal() {
    long first = on.code.registerGlobal(0, "first", 10);
    long second = on.code.registerGlobal(0, "second", 10);
    assertEquals("good", on.read(0, first - 3, 1));
    assertEquals("bug reported global-out-of-bounds", on.read(0, second - 3, 1));
  }
}
