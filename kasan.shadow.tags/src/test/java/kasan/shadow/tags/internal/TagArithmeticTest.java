// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import kasan.testkit.TestArchs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags and where they come from: Linux 6.12, kasan-tags.h and sw_tags.c. */
class TagArithmeticTest {
  private static final int TRIALS = 100_000;

  @Test
  void topByteOfAPointerIsItsTag() {
    long address = 0xffff000012345670L;
    long pointer = Tags.with(address, 0x3a);
    assertEquals(0x3aff000012345670L, pointer);
    assertEquals(0x3a, Tags.of(pointer));
    assertEquals(address, TestArchs.arm64().layout().untagged(pointer));
    assertEquals(Tags.MATCH_ALL, Tags.of(address), "the kernel's own pointers match all");
  }

  @Test
  void softwareTagsAreThe254ThatAreNeitherInvalidNorMatchAll() {
    for (TagSource source : new TagSource[] {TagSource.kernel(1, 0), TagSource.software(1, 0)}) {
      int[] drawn = histogram(source);
      for (int tag = 0; tag <= 0xFD; tag++) {
        assertTrue(drawn[tag] > 0, "tag " + tag);
      }
      assertEquals(0, drawn[Tags.INVALID] + drawn[Tags.MATCH_ALL]);
    }
  }

  @Test
  void hardwareTagsAreThe14FromF0ToFd() {
    int[] drawn = histogram(TagSource.hardware(1, 0));
    int others = 0;
    for (int tag = 0; tag < 256; tag++) {
      if (tag >= 0xF0 && tag <= 0xFD) {
        assertTrue(drawn[tag] > 0, "tag " + tag);
      } else {
        others += drawn[tag];
      }
    }
    assertEquals(0, others);
  }

  private static int[] histogram(TagSource source) {
    int[] drawn = new int[256];
    for (int i = 0; i < TRIALS; i++) {
      drawn[source.next(0)]++;
    }
    return drawn;
  }

  /** A state of the kernel's generator alternates between odd and even; 254 is even. */
  @Test
  void twoTagsOfTheKernelInARowOnOneCpuAreNeverEqual() {
    TagSource source = TagSource.kernel(1, 7);
    int last = source.next(0);
    for (int i = 0; i < TRIALS; i++) {
      int next = source.next(0);
      assertNotEquals(last & 1, next & 1);
      last = next;
    }
  }

  /** A collision has chance 1 in 254 and 1 in 14; over 100,000 trials 3 sigma are 59 and 244. */
  @ParameterizedTest
  @CsvSource({"254, 1", "254, 2", "254, 3", "14, 1", "14, 2", "14, 3"})
  void independentTagsCollideAsOftenAsTheirNumberSays(int tags, long seed) {
    TagSource source = tags == 14 ? TagSource.hardware(2, seed) : TagSource.software(2, seed);
    int collisions = 0;
    for (int i = 0; i < TRIALS; i++) {
      if (source.next(0) == source.next(i & 1)) {
        collisions++;
      }
    }
    assertRate(tags, collisions);
  }

  /** So do those of the kernel, once other allocations come between two objects. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void tagsOfTheKernelCollideAsOftenWithOthersDrawnInBetween(long seed) {
    TagSource source = TagSource.kernel(1, seed);
    var random = new SplittableRandom(seed);
    int collisions = 0;
    for (int i = 0; i < TRIALS; i++) {
      int one = source.next(0);
      for (int others = random.nextInt(16); others > 0; others--) {
        source.next(0);
      }
      if (one == source.next(0)) {
        collisions++;
      }
    }
    assertRate(254, collisions);
  }

  private static void assertRate(int tags, int collisions) {
    double chance = 1.0 / tags;
    double sigma = Math.sqrt(TRIALS * chance * (1 - chance));
    assertEquals(TRIALS * chance, collisions, 3 * sigma);
  }

  @Test
  void seedsAndCpusHaveSequencesOfTheirOwn() {
    TagSource one = TagSource.kernel(2, 1);
    TagSource same = TagSource.kernel(2, 1);
    TagSource other = TagSource.kernel(2, 2);
    int equalToOther = 0;
    int equalOnOtherCpu = 0;
    for (int i = 0; i < 1000; i++) {
      int tag = one.next(0);
      assertEquals(tag, same.next(0));
      equalToOther += tag == other.next(0) ? 1 : 0;
      equalOnOtherCpu += tag == one.next(1) ? 1 : 0;
    }
    assertTrue(equalToOther < 30 && equalOnOtherCpu < 30);
  }
}
