// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.MissReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stale TLB entries do to schemes that map shadow without telling other CPUs. */
class StaleTlbTest {
  private static final int STEPS = 150_000;

  /** Bugs that went by because of a stale entry, and reports of what is no bug. */
  private static final class Seen {
    long stale;
    long falseReports;

    static Seen of(String scheme, int cpus, Map<String, String> set, boolean buggy, int steps) {
      var seen = new Seen();
      PlacingKernel kernel = KnownScheme.of(scheme).boot(cpus, Instrumentation.OUTLINE, cpus, set);
      kernel.judge(
          event -> {
            seen.stale += event.missed == MissReason.STALE_TLB ? 1 : 0;
            seen.falseReports += event.falseReport() ? 1 : 0;
          });
      var code = new RandomCode(kernel, cpus, buggy, 8);
      for (int step = 0; step < steps; step++) {
        code.step();
      }
      kernel.close();
      return seen;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void ondemandMissesBugsThroughStaleEntriesOfTheZeroPage(int cpus) {
    Seen seen = Seen.of("ondemand", cpus, Map.of("ipi-on-map", "off"), true, STEPS);
    assertTrue(seen.stale > 0);
    assertEquals(0, seen.falseReports);
  }

  @ParameterizedTest
  @CsvSource({"1, off", "4, on"})
  void ondemandMissesNoneWhereNoEntryIsStale(int cpus, String ipiOnMap) {
    assertEquals(0, Seen.of("ondemand", cpus, Map.of("ipi-on-map", ipiOnMap), true, STEPS).stale);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void pageWithoutRecheckReportsWhatIsNoBug(int cpus) {
    assertTrue(Seen.of("page", cpus, Map.of("recheck", "off"), false, STEPS).falseReports > 0);
  }

  @Test
  void pageWithoutRecheckIsSoundOnOneCpu() {
    assertEquals(0, Seen.of("page", 1, Map.of("recheck", "off"), false, STEPS).falseReports);
  }

  /** Bugs among them that go from an object into the page behind it, which only page reports. */
  @Test
  void pageReportsNothingFalselyOfCodeThatHasBugs() {
    Seen seen = Seen.of("page", 4, Map.of(), true, STEPS);
    assertEquals(0, seen.falseReports);
    assertEquals(0, seen.stale);
  }

  @Test
  void pageReportsNothingFalselyInAMillionSteps() {
    Seen seen = Seen.of("page", 4, Map.of(), false, 1_000_000);
    assertEquals(0, seen.falseReports);
    assertEquals(0, seen.stale);
  }
}
