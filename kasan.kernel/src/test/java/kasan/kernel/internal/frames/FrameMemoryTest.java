// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameMemoryTest {
  private static final byte POISON = (byte) 0xFF;

  @Test
  void aFrameNobodyWroteToReadsAsZeroes() {
    var memory = new FrameMemory(1000, 12);

    assertEquals(0, memory.load(5000L << 12));
    assertEquals(-1, memory.firstNonZero(5000L << 12, 1L << 30));
  }

  @Test
  void shadowPoisonedPageByPageIsNeverMaterialised() {
    var memory = new FrameMemory(0, 12);
    // 512 bytes of shadow describe one page of 4 KiB
    for (long page = 0; page < 4096; page++) {
      memory.fill(page << 9, 512, page % 3 == 0 ? POISON : 0);
    }

    assertEquals(0, memory.materialisedFrames());
    assertEquals(POISON, memory.load(3 << 9));
    assertEquals(0, memory.load((3 << 9) + 512));
  }

  @Test
  void aPartOfASegmentMaterialisesItsFrameOnce() {
    var memory = new FrameMemory(0, 12);
    memory.fill(100, 8, (byte) 0xFB);
    memory.fill(700, 8, (byte) 0xFB);

    assertEquals(1, memory.materialisedFrames());
    assertEquals(0, memory.load(99));
    assertEquals((byte) 0xFB, memory.load(100));
    assertEquals(0, memory.load(108));
  }

  @Test
  void shadowOfLargerGranulesPoisonedPageByPageIsNotMaterialised() {
    var memory = new FrameMemory(0, 12);
    // 128 bytes of shadow describe one page of 4 KiB where a byte stands for 32
    for (long page = 0; page < 4096; page++) {
      memory.fill(page << 7, 128, page % 3 == 0 ? POISON : 0);
    }

    assertEquals(0, memory.materialisedFrames());
    assertEquals(POISON, memory.load((3 << 7) + 127));
    assertEquals(0, memory.load(4 << 7));
    assertEquals(6 << 7, memory.firstNonZero(4 << 7, 4096));
  }

  @Test
  void uniformSegmentsKeepTheirValuesBesideMixedOnes() {
    var memory = new FrameMemory(0, 12);
    memory.fill(128, 128, POISON);
    memory.fill(300, 5, (byte) 3);

    assertEquals(1, memory.materialisedFrames());
    assertEquals(0, memory.load(127));
    assertEquals(POISON, memory.load(255));
    assertEquals(3, memory.load(304));
    assertEquals(0, memory.load(305));
  }

  @Test
  void writingWhatASegmentHoldsAlreadyMaterialisesNothing() {
    var memory = new FrameMemory(0, 12);
    memory.fill(0, 4096, POISON);
    memory.fill(100, 8, POISON);

    assertEquals(0, memory.materialisedFrames());
  }

  @Test
  void aFrameIsCompactAgainWhenItsMixedSegmentsAreFilledWhole() {
    var memory = new FrameMemory(0, 12);
    memory.fill(100, 8, POISON);
    memory.fill(700, 8, POISON);
    memory.fill(0, 512, (byte) 0);
    assertEquals(1, memory.materialisedFrames());
    memory.fill(512, 512, (byte) 0);

    assertEquals(0, memory.materialisedFrames());
    assertEquals(-1, memory.firstNonZero(0, 4096));
  }

  @Test
  void aWholeFillMakesAFrameCompactAgain() {
    var memory = new FrameMemory(0, 12);
    memory.fill(100, 8, POISON);
    memory.fill(0, 4096, POISON);

    assertEquals(0, memory.materialisedFrames());
  }

  @ParameterizedTest
  @CsvSource({"1, 12", "2, 12", "3, 14", "4, 16"})
  void holdsWhatAByteArrayWouldHold(long seed, int pageShift) {
    var random = new Random(seed);
    long first = 77;
    int size = 1100 << pageShift;
    byte[] model = new byte[size];
    var memory = new FrameMemory(first, pageShift);
    long base = first << pageShift;

    for (int i = 0; i < 3000; i++) {
      int segment = 1 << (pageShift - 3);
      int unit = new int[] {1, 8, segment / 4, segment, 1 << pageShift}[random.nextInt(5)];
      int offset = random.nextInt(size / unit) * unit;
      int most = random.nextInt(20) == 0 ? size : 4 * unit;
      int length = Math.min(size - offset, (1 + random.nextInt(most / unit)) * unit);
      byte value = (byte) (random.nextInt(4) - 2);
      memory.fill(base + offset, length, value);
      Arrays.fill(model, offset, offset + length, value);

      int at = random.nextInt(size);
      assertEquals(model[at], memory.load(base + at));
      int scan = Math.min(size - at, 1 + random.nextInt(5000));
      long expected = firstNonZero(model, at, scan);
      assertEquals(expected < 0 ? -1 : base + expected, memory.firstNonZero(base + at, scan));
    }
    for (int at = 0; at < size; at++) {
      assertEquals(model[at], memory.load(base + at));
    }
  }

  private static long firstNonZero(byte[] model, int from, int length) {
    for (int at = from; at < from + length; at++) {
      if (model[at] != 0) {
        return at;
      }
    }
    return -1;
  }
}
