// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedzonesTest {
  private static final long BASE = 0xffff888000001000L;
  private static final int SPAN = 200;

  private final Redzones redzones = new Redzones(() -> {});

  private List<String> all() {
    List<String> lines = new ArrayList<>();
    redzones.forEach(
        (address, bytes, code) -> lines.add(address - BASE + "+" + bytes + ":" + code));
    return lines;
  }

  @Test
  void aRangeInTheMiddleOfAnotherSplitsIt() {
    redzones.set(BASE, 30, (byte) 1);
    redzones.set(BASE + 10, 10, (byte) 2);
    assertEquals(List.of("0+10:1", "10+10:2", "20+10:1"), all());
  }

  @Test
  void clearingCutsWhatStandsOut() {
    redzones.set(BASE, 10, (byte) 1);
    redzones.set(BASE + 20, 10, (byte) 2);
    redzones.clear(BASE + 5, 20);
    assertEquals(List.of("0+5:1", "25+5:2"), all());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithOneCodeAByte(long seed) {
    var random = new Random(seed);
    byte[] naive = new byte[SPAN];
    for (int step = 0; step < 3000; step++) {
      int from = random.nextInt(SPAN);
      int length = random.nextInt(Math.min(40, SPAN - from) + 1);
      byte code = (byte) random.nextInt(4);
      for (int i = 0; i < length; i++) {
        naive[from + i] = code;
      }
      if (code == 0) {
        redzones.clear(BASE + from, length);
      } else {
        redzones.set(BASE + from, length, code);
      }
      assertAlike(naive, random);
    }
  }

  private void assertAlike(byte[] naive, Random random) {
    for (int i = 0; i < SPAN; i++) {
      assertEquals(naive[i], redzones.codeAt(BASE + i));
    }
    int from = random.nextInt(SPAN);
    int length = random.nextInt(SPAN - from);
    int first = from;
    while (first < from + length && naive[first] == 0) {
      first++;
    }
    assertEquals(BASE + first, redzones.firstIn(BASE + from, length));
  }
}
