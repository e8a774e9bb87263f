// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.planOn;
import static kasan.lab.internal.run.Laboratory.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.report.Result;
import kasan.api.report.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a run tells of live page-table entries that were given another frame: arm64 demands
 * break-before-make for that, x86-64 does not.
 */
class BrokenEntriesTest {
  private final Laboratory lab = new Laboratory();

  private static String text(Result result) {
    var text = new StringBuilder();
    for (Section section : result.sections()) {
      if (section instanceof Section.Text lines) {
        text.append(String.join("\n", lines.lines())).append('\n');
      }
    }
    return text.toString();
  }

  private static long work(Map<?, ?> reign, String what) {
    return (Long) ((Map<?, ?>) reign.get("work")).get(what);
  }

  private static void isCalledUnsound(Result result, String scheme, long entries) {
    String told =
        String.format(
            Locale.ROOT, "%s is unsound on arm64: it gave %,d live entries", scheme, entries);
    assertTrue(text(result).contains(told), text(result));
  }

  /** The black page stands wherever there is no shadow: each map and unmap changes a frame. */
  @Test
  void eachMapAndUnmapOfPageBreaksALiveEntryOnArm64() throws Exception {
    Result result = lab.run(planOn("arm64", "page", List.of()));

    Map<?, ?> reign = row(result, "rows", 0);
    long changes = work(reign, "maps") + work(reign, "unmaps");
    assertTrue(changes > 0, reign.toString());
    assertEquals(changes, reign.get("brokenEntries"));
    isCalledUnsound(result, "page", changes);
  }

  /** The zero page likewise; but nothing stands where shadow of vmalloc is mapped. */
  @Test
  void ondemandBreaksThoseOfTheDirectMap() throws Exception {
    Result result = lab.run(planOn("arm64", "ondemand", List.of()));

    Map<?, ?> reign = row(result, "rows", 0);
    long broken = (Long) reign.get("brokenEntries");
    assertTrue(broken > 0 && broken < work(reign, "maps") + work(reign, "unmaps"));
    isCalledUnsound(result, "ondemand", broken);
  }

  @Test
  void nothingIsBrokenWhereUnmappedShadowIsInvalid() throws Exception {
    Result result = lab.run(planOn("arm64", "page", List.of(), "page.unmapped=invalid"));

    assertTrue(work(row(result, "rows", 0), "maps") > 0);
    assertEquals(0L, row(result, "rows", 0).get("brokenEntries"));
    assertFalse(text(result).contains("unsound"), text(result));
  }

  @ParameterizedTest
  @CsvSource({"x86, page", "x86, ondemand", "x86, original", "arm64, original"})
  void whereNoRuleOrNoChangeIsThereIsNothingToTell(String arch, String scheme) throws Exception {
    Result result = lab.run(planOn(arch, scheme, List.of()));

    assertEquals(0L, row(result, "rows", 0).get("brokenEntries"));
    assertFalse(text(result).contains("unsound"), text(result));
  }

  /** Each reign answers for itself. */
  @Test
  void aSwapFromPageLeavesTheCountWithPage() throws Exception {
    Result result = lab.run(planOn("arm64", "page", List.of("50%=original")));

    assertEquals("ok", row(result, "swaps", 0).get("status"));
    assertTrue((Long) row(result, "rows", 0).get("brokenEntries") > 0);
    assertEquals(0L, row(result, "rows", 1).get("brokenEntries"));
    assertFalse(text(result).contains("original is unsound"), text(result));
  }
}
