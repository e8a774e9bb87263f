// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;

final class PageFlagTableTest {
  private static InputStream words(long[] words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(words);
    return new ByteArrayInputStream(bytes.array());
  }

  /** Runs of equal words, short and long, of few or of many distinct ones. */
  private static long[] runs(Random random, int frames, int distinct) {
    long[] words = new long[frames];
    for (int i = 0; i < frames; ) {
      int end = Math.min(frames, i + 1 + random.nextInt(random.nextBoolean() ? 4 : 20_000));
      Arrays.fill(words, i, end, 0x123456789L * random.nextInt(distinct));
      i = end;
    }
    return words;
  }

  @Test
  void eachFrameHasTheFlagsThatWereRead() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      long[] words = runs(random, 1 + random.nextInt(60_000), i % 2 == 0 ? 20 : 3000);
      PageFlagTable table = PageFlagTable.read(words(words), "kpageflags");
      assertEquals(words.length, table.frames());
      for (int pfn = 0; pfn < words.length; pfn++) {
        assertEquals(words[pfn], table.at(pfn));
      }
    }
  }

  @Test
  void runsAreTrueAndReachTheirEndInTheEnd() throws IOException {
    Random random = new Random(8);
    for (int i = 0; i < 40; i++) {
      long[] words = runs(random, 1 + random.nextInt(60_000), 5);
      PageFlagTable table = PageFlagTable.read(words(words), "kpageflags");
      int pfn = 0;
      while (pfn < words.length) {
        int end = (int) table.sameUntil(pfn);
        assertTrue(end > pfn && end <= words.length);
        for (int p = pfn; p < end; p++) {
          assertEquals(words[pfn], words[p]);
        }
        pfn = end;
      }
    }
  }

  @Test
  void longRunsAreFewSteps() throws IOException {
    long[] words = new long[1 << 20];
    Arrays.fill(words, 0, 700_000, 1 << 20);
    PageFlagTable table = PageFlagTable.read(words(words), "kpageflags");
    int steps = 0;
    for (long pfn = 0; pfn < table.frames(); pfn = table.sameUntil(pfn)) {
      steps++;
    }
    assertTrue(steps <= 4, "steps: " + steps);
  }

  /** One TiB in pages of 4 KiB: what was never touched must not take a byte a frame. */
  @Test
  void aMachineOfOneTerabyteFits() throws IOException {
    long frames = 1L << 28;
    InputStream in =
        new InputStream() {
          private long left = frames * 8;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] b, int offset, int length) {
            if (left == 0) {
              return -1;
            }
            int n = (int) Math.min(left, length);
            Arrays.fill(b, offset, offset + n, (byte) 0);
            left -= n;
            return n;
          }
        };
    PageFlagTable table = PageFlagTable.read(in, "kpageflags");
    assertEquals(frames, table.frames());
    assertEquals(0, table.at(frames - 1));
    assertEquals(frames, table.sameUntil(0));
  }

  @Test
  void halfAWordIsATruncatedFile() {
    var thrown =
        assertThrows(
            BadInputException.class,
            () -> PageFlagTable.read(new ByteArrayInputStream(new byte[4097]), "kpageflags"));
    assertEquals(
        "kpageflags: truncated after 4097 bytes; expected a whole number of 8-byte words, one a"
            + " page frame",
        thrown.getMessage());
  }

  @Test
  void noWordIsRefused() {
    var thrown =
        assertThrows(
            BadInputException.class,
            () -> PageFlagTable.read(new ByteArrayInputStream(new byte[0]), "kpageflags"));
    assertEquals("kpageflags: empty; expected one 8-byte word a page frame", thrown.getMessage());
  }

  @Test
  void aFileOfSomethingElseIsRefused() {
    long[] words = new Random(9).longs(200_000).toArray();
    var thrown =
        assertThrows(BadInputException.class, () -> PageFlagTable.read(words(words), "kpageflags"));
    assertEquals(
        "kpageflags: more than 65536 distinct words; expected flags of page frames",
        thrown.getMessage());
  }
}
