// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import kasan.api.BadInputException;
import kasan.lab.api.run.Run;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  private static final long OBJECT = 0xffff888000400000L;

  /** Knows where o12 is. */
  private static final Run RUN =
      (Run)
          Proxy.newProxyInstance(
              Run.class.getClassLoader(),
              new Class<?>[] {Run.class},
              (proxy, method, arguments) -> {
                assertEquals("addressOf", method.getName());
                assertEquals("o12", arguments[0]);
                return OBJECT;
              });

  @ParameterizedTest
  @CsvSource({
    "ffff888000001000,ffff888000001000",
    "0xFFFF888000001000,ffff888000001000",
    "ffff888000001000+16,ffff888000001010",
    "0-1,ffffffffffffffff",
    "o12,ffff888000400000",
    "o12+100,ffff888000400064",
    "o12-1,ffff8880003fffff"
  })
  void addressesAndDistances(String word, String hex) throws Exception {
    assertEquals(Long.parseUnsignedLong(hex, 16), AddressText.parse("access", word, RUN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "o", "o0", "o1+", "o1+x", "o1+1+1", "+1", "12345678901234567", "no", "o1 "})
  void whatIsNoAddressIsOneLine(String word) {
    BadInputException refused =
        assertThrows(BadInputException.class, () -> AddressText.parse("access", word, RUN));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("access takes an address"));
  }
}
