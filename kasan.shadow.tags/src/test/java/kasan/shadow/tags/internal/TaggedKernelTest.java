// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.memory.SlabCache;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tag-based KASAN finds and misses by its rules, on a kernel with tagged pointers. */
class TaggedKernelTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 64, true, false);

  private static ShadowScheme scheme(String name) {
    return name.equals("sw-tags") ? new SwTagsScheme() : new HwTagsScheme();
  }

  private static TestKernel boot(String name, Map<String, String> settings) {
    TestKernel kernel = TestKernel.boot(TestArchs.arm64(), 2, 256);
    kernel.attach(SchemeChoice.of(SchemeDescription.named(name).build(), scheme(name), settings));
    return kernel;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-tags", "hw-tags"})
  void pointerAndMemoryOfAnObjectHaveTheSameTag(String name) {
    try (TestKernel kernel = boot(name, Map.of())) {
      kernel.allocateSlab(0, 8, 0, KMALLOC_64);
      Allocation object = kernel.allocateObject(0, 8, 1, 40);
      int tag = Tags.of(object.pointer(0));
      assertNotEquals(Tags.MATCH_ALL, tag);
      assertEquals(tag, kernel.shadow().shadowByte(object.address()));
      assertEquals(tag, kernel.shadow().shadowByte(object.address() + 47), "third granule");
      assertEquals(Tags.INVALID, kernel.shadow().shadowByte(object.address() + 48));
      assertTrue(kernel.check(0, object.pointer(0), 40, true));
      assertTrue(kernel.check(0, object.pointer(40), 8, true), "last granule: missed");
      assertFalse(kernel.check(0, object.pointer(48), 1, true));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-tags", "hw-tags"})
  void freedObjectIsInvalidUntilItsMemoryHasANewTag(String name) {
    try (TestKernel kernel = boot(name, Map.of())) {
      kernel.allocateSlab(0, 8, 0, KMALLOC_64);
      Allocation object = kernel.allocateObject(0, 8, 0, 64);
      kernel.free(0, object);
      assertFalse(kernel.check(0, object.pointer(0), 1, false));
      assertFalse(kernel.shadow().byteAccessible(0, object.pointer(0)), "double free");
      Allocation next = kernel.allocateObject(0, 8, 0, 64);
      boolean sameTag = Tags.of(object.pointer(0)) == Tags.of(next.pointer(0));
      assertEquals(sameTag, kernel.check(0, object.pointer(0), 1, false));
      assertTrue(kernel.check(0, next.pointer(0), 64, false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-tags", "hw-tags"})
  void pointerThatMatchesAllGoesAnywhere(String name) {
    try (TestKernel kernel = boot(name, Map.of())) {
      assertTrue(kernel.check(0, kernel.address(5), 8, true), "a free page");
      assertEquals(Tags.MATCH_ALL, Tags.of(kernel.address(5)));
    }
  }

  /** How often the wrong pointer happens to fit, over 100,000 pairs of objects. */
  @ParameterizedTest
  @ValueSource(strings = {"sw-tags", "hw-tags"})
  void wrongPointerPassesAsOftenAsTagsCollide(String name) {
    boolean software = name.equals("sw-tags");
    int trials = 100_000;
    int missed = missedOf(trials, name, software ? Map.of("prng", "uniform") : Map.of());
    double chance = 1.0 / (software ? 254 : 14);
    assertEquals(trials * chance, missed, 3 * Math.sqrt(trials * chance * (1 - chance)));
  }

  /** The generator of the kernel: no miss, as long as nothing is drawn in between. */
  @Test
  void wrongPointerNeverPassesBetweenObjectsAllocatedInARow() {
    assertEquals(0, missedOf(10_000, "sw-tags", Map.of()));
  }

  private static int missedOf(int trials, String name, Map<String, String> settings) {
    int missed = 0;
    try (TestKernel kernel = boot(name, settings)) {
      kernel.allocateSlab(0, 8, 0, KMALLOC_64);
      for (int i = 0; i < trials; i++) {
        Allocation object = kernel.allocateObject(0, 8, i % 8, 64);
        Allocation victim = kernel.allocateObject(0, 8, 8 + i % 8, 64);
        if (kernel.check(0, object.pointer(victim.address() - object.address()), 8, true)) {
          missed++;
        }
        kernel.free(0, object);
        kernel.free(0, victim);
      }
    }
    return missed;
  }

  @Test
  void accessThatWrapsIsReportedBySoftwareBeforeItsTagIsLookedAt() {
    try (TestKernel kernel = boot("sw-tags", Map.of())) {
      assertFalse(kernel.check(0, kernel.address(3), -2, true), "memmove of (size_t)-2");
    }
  }

  /** kasan.page_alloc.sample=10, order 3: small allocations always, of the others one in ten. */
  @Test
  void samplingTagsOneInSoManyLargePageAllocations() {
    try (TestKernel kernel = boot("hw-tags", Map.of("page-sample", "10"))) {
      int tagged = 0;
      for (int i = 0; i < 100; i++) {
        Allocation pages = kernel.allocatePages(0, 8, 3);
        tagged += Tags.of(pages.pointer(0)) == Tags.MATCH_ALL ? 0 : 1;
        assertTrue(kernel.check(0, pages.pointer(0), 100, true));
        kernel.free(0, pages);
      }
      assertEquals(10, tagged);
      Allocation small = kernel.allocatePages(0, 8, 2);
      assertNotEquals(Tags.MATCH_ALL, Tags.of(small.pointer(0)));
    }
  }

  @Test
  void hardwareThatChecksStoresOnlyLetsReadsPass() {
    try (TestKernel kernel = boot("hw-tags", Map.of("write-only", "on"))) {
      Allocation page = kernel.allocatePages(0, 8, 0);
      kernel.free(0, page);
      assertTrue(kernel.check(0, page.pointer(0), 8, false));
      assertFalse(kernel.check(0, page.pointer(0), 8, true));
    }
  }

  /** Hardware compares by itself: a check costs no load of shadow. */
  @Test
  void softwareLoadsATagForEachGranuleAndHardwareNone() {
    for (String name : new String[] {"sw-tags", "hw-tags"}) {
      try (TestKernel kernel = boot(name, Map.of())) {
        Allocation page = kernel.allocatePages(0, 8, 0);
        long before = kernel.bill().work().shadowLoads();
        assertTrue(kernel.check(0, page.pointer(8), 64, false));
        long loads = kernel.bill().work().shadowLoads() - before;
        assertEquals(name.equals("sw-tags") ? 5 : 0, loads, "64 bytes touch 5 granules");
      }
    }
  }

  @Test
  void objectsThatShareAGranuleGetNoTagsAndNoReports() {
    var kmalloc8 = new SlabCache("kmalloc-8", 8, 8, true, false);
    for (String name : new String[] {"sw-tags", "hw-tags"}) {
      try (TestKernel kernel = boot(name, Map.of())) {
        kernel.allocateSlab(0, 8, 0, kmalloc8);
        Allocation one = kernel.allocateObject(0, 8, 0, 8);
        Allocation two = kernel.allocateObject(0, 8, 1, 8);
        assertEquals(Tags.MATCH_ALL, Tags.of(one.pointer(0)));
        assertTrue(kernel.check(0, one.pointer(0), 8, true));
        assertTrue(kernel.check(0, two.pointer(0), 8, true));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sw-tags", "hw-tags"})
  void refusesAnArchitectureWhosePointersCarryNoTags(String name) {
    ShadowScheme scheme = scheme(name);
    var options = Options.of(name, scheme.options(), Map.of());
    assertEquals(
        "needs pointers that carry a tag in their top byte; those of x86 carry none, those of arm64"
            + " do",
        scheme.refusal(TestArchs.x86(), options));
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 1, 64)) {
      assertThrows(
          BadInputException.class,
          () ->
              kernel.attach(
                  SchemeChoice.of(SchemeDescription.named(name).build(), scheme, Map.of())));
    }
  }
}
