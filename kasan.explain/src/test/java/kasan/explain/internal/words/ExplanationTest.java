// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.explain.internal.log.Fixtures;
import kasan.explain.internal.log.RealReports;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Explanations say what can be counted by hand in the reports. */
class ExplanationTest {
  /** One row a real report of the KUnit suite; the sizes are those of its source. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slab-out-of-bounds | 0xffff888003f85d73 | 115 | 03",
        "slab-use-after-free | 0xffff8880031d4a00 | | fa",
        "use-after-free | 0xffff888003bc4000 | | ff",
        // PAGE_SIZE / 2 - 8 - 5
        "vmalloc-out-of-bounds | 0xffffc900000167f3 | 2035 | 03",
        // char global_array[10], index 13
        "global-out-of-bounds | 0xffffffff82a742ed | 10 | 02",
        "stack-out-of-bounds | 0xffffc90000807d92 | | 02",
        "alloca-out-of-bounds | 0xffffc90000827cdf | | ca",
        "double-free | 0xffff8880040a44e0 | | fa",
        "invalid-free | 0xffff888003ef8001 | | 00"
      })
  void badByteShadowAndRequestedSize(String name, String bad, Long requested, String shadow) {
    Map<String, ?> tree = explain(real(name)).tree();
    assertEquals(bad, tree.get("firstBadByte"));
    assertEquals(requested, ((Map<?, ?>) tree.get("requested")).get("bytes"));
    assertEquals(shadow, ((Map<?, ?>) tree.get("shadow")).get("byte"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slab-out-of-bounds | It is the first byte behind the 115-byte object",
        "slab-out-of-bounds | 14 granules accessible (112 bytes), then 1 granule with only its first"
            + " 3 bytes accessible - here -, then 33 granules of fc",
        "slab-use-after-free | Freed by task 63 in krealloc_uaf.",
        "slab-use-after-free | 1 granule of fa (freed object, holds free metadata) - here -, then 31"
            + " granules of fb",
        "stack-out-of-bounds | That is the first byte behind the variable 'stack_array' (10 bytes).",
        "alloca-out-of-bounds | On its right 10 bytes may be accessed",
        "double-free | kfree_sensitive, called by kmalloc_double_kzfree, was asked to free",
        "invalid-free | kfree, called by kmalloc_large_invalid_free,",
        "invalid-free | all of it may be accessed, so what is wrong is the pointer.",
        "vmalloc-out-of-bounds | It is byte 2035 of the 1-page vmalloc area"
      })
  void sentences(String name, String part) {
    List<String> sentences = explain(real(name)).sentences();
    assertTrue(sentences.stream().anyMatch(s -> s.contains(part)), sentences::toString);
  }

  /** Bytes 115 of kmalloc-128 share the last 16-byte granule, 112 to 127, with byte 114. */
  @Test
  void anAccessInTheLastGranuleOfTagsIsMissedByThem() {
    assertEquals("slab-oob-near", explain(real("slab-out-of-bounds")).tree().get("kind"));
  }

  /** 3bc3 is slab, 3bc4 is free, both in the block 3bc0 to 3bc7. */
  @Test
  void ondemandFindsAFreedPageBesideSlab() {
    assertEquals("page-uaf-neighbour", explain(real("use-after-free")).tree().get("kind"));
  }

  @Test
  void oldKernelsPrintTheSizeOfTheCacheAndTheShadowWhatWasAskedFor() {
    Explanation explanation = explain(fixture("linux-4.4", 0));
    Map<?, ?> requested = (Map<?, ?>) explanation.tree().get("requested");
    assertEquals(123L, requested.get("bytes"));
    assertEquals("shadow", requested.get("from"));
  }

  @Test
  void anOldTitleIsToldApartByTheShadow() {
    List<String> sentences = explain(fixture("linux-4.9", 0)).sentences();
    assertTrue(
        sentences.contains("Kernels from 6.3 on call this slab-use-after-free."),
        sentences::toString);
  }

  @Test
  void timesOfTracksAreCompared() {
    List<String> sentences = explain(fixture("slab-use-after-free", 0)).sentences();
    // 13.999999 - 12.000345
    assertTrue(
        sentences.contains("Freed by task 4294967295 in toy_release on CPU 1, 1.999654 s later."),
        sentences::toString);
    assertTrue(
        sentences.contains("Work on it was queued before, the last time through toy_close."),
        sentences::toString);
  }

  @Test
  void anOffsetOfANullPointerIsNamed() {
    List<String> sentences = explain(fixture("contexts", 1)).sentences();
    assertTrue(sentences.stream().anyMatch(s -> s.contains("offset of 24 to 31")));
  }

  @ParameterizedTest
  @CsvSource({
    "kfree, true",
    "__kmalloc_cache_noprof, true",
    "krealloc_noprof, true",
    "memcpy, true",
    "memset.part.0, true",
    "kasan_report, true",
    "kmalloc_oob_right, false",
    "krealloc_uaf, false",
    "kasan_stack_oob, false",
    "kmem_cache_double_free, false",
    "vmalloc_oob, false",
    "toy_read, false"
  })
  void helpersAreToldFromTheirCallers(String name, boolean helper) {
    assertEquals(helper, new Helpers().isHelper(new Symbol(name, 1, 2)));
  }

  private static Explanation explain(Finding finding) {
    return Explanation.of(finding, new Helpers(), new SchemeRules());
  }

  private static Finding real(String name) {
    RealReports.names();
    return RealReports.parse(RealReports.text(name)).reports().get(0).finding();
  }

  private static Finding fixture(String name, int index) {
    return RealReports.parse(Fixtures.text(name)).reports().get(index).finding();
  }
}
