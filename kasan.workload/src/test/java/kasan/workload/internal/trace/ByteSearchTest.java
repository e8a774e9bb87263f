// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.trace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
  @Test
  void findsTheFirstOfSeveral() {
    byte[] line = "cc1-24058 [000] kfree: ptr=1\n#\n".getBytes(ISO_8859_1);

    assertEquals(28, ByteSearch.find(line, 0, line.length, (byte) '\n'));
    assertEquals(30, ByteSearch.find(line, 29, line.length, (byte) '\n'));
  }

  @Test
  void givesTheEndWhereThereIsNone() {
    byte[] line = "cc1-24058 [000]".getBytes(ISO_8859_1);

    assertEquals(15, ByteSearch.find(line, 0, 15, (byte) '\n'));
    assertEquals(3, ByteSearch.find(line, 3, 3, (byte) '-'));
  }

  @Test
  void doesNotLookBehindTheEnd() {
    assertEquals(9, ByteSearch.find("aaaaaaaaa\n".getBytes(ISO_8859_1), 0, 9, (byte) '\n'));
  }

  /** Neighbours that differ in one bit, and bytes above 127, are where such a search goes wrong. */
  @Test
  void findsWhatALoopFinds() {
    var random = new Random(1);
    byte[] near = {9, 10, 11, (byte) 0x8A, 0, (byte) 0xFF};
    for (int i = 0; i < 20_000; i++) {
      byte[] b = new byte[random.nextInt(40)];
      for (int k = 0; k < b.length; k++) {
        b[k] = near[random.nextInt(near.length)];
      }
      int from = random.nextInt(b.length + 1);
      int end = from + random.nextInt(b.length - from + 1);
      byte wanted = near[random.nextInt(near.length)];
      int expected = from;
      while (expected < end && b[expected] != wanted) {
        expected++;
      }
      assertEquals(expected, ByteSearch.find(b, from, end, wanted));
    }
  }
}
