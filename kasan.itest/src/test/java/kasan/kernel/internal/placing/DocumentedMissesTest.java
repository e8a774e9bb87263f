// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.MissReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Seeded random code with bugs on each scheme: nothing good is reported, and what is missed are the
 * classes that the scheme's registration names and no others; where {@code all} says so, every one
 * of them. The rest takes pointers that this code does not make.
 */
class DocumentedMissesTest {
  private static final int SEEDS = 3;
  private static final int STEPS = 30_000;

  /** No shadow sees whose good bytes are; and the machine itself reports what is not there. */
  private static final Set<String> BY_ALL =
      Set.of(
          MissReason.LIVE_NEIGHBOUR.word(),
          MissReason.REUSED.word(),
          MissReason.OTHER_ALLOCATOR.word(),
          MissReason.FAULTS_ANYWAY.word());

  @ParameterizedTest
  @CsvSource({
    "original, OUTLINE, true",
    "original, INLINE, true",
    "page, OUTLINE, true",
    "page, INLINE, true",
    "ondemand, OUTLINE, true",
    "ondemand, INLINE, true",
    "scale-16, OUTLINE, true",
    "scale-32, INLINE, true",
    "kfence, OUTLINE, false",
    "sw-tags, OUTLINE, false",
    "sw-tags, INLINE, false",
    "hw-tags, OUTLINE, false"
  })
  void missesAreThoseTheSchemeNames(String name, Instrumentation instrumentation, boolean all) {
    KnownScheme scheme = KnownScheme.of(name);
    var missed = new TreeMap<String, Long>();
    var falseReports = new ArrayList<String>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      PlacingKernel kernel = scheme.boot(1 + 3 * (seed - 1), instrumentation, seed, Map.of());
      var code = new RandomCode(kernel, seed, true, scheme.description().granuleBytes());
      kernel.judge(
          event -> {
            if (event.bug() && !event.reported) {
              missed.merge(event.missed == null ? "none" : event.missed.word(), 1L, Long::sum);
            } else if (event.reported && code.touchesItsOwn()) {
              falseReports.add(event.act + " " + Long.toHexString(event.address));
            }
          });
      for (int step = 0; step < STEPS; step++) {
        code.step();
      }
      kernel.close();
    }
    assertEquals(List.of(), falseReports);
    Set<String> named = new TreeSet<>();
    scheme.description().misses().forEach(miss -> named.add(miss.word()));
    if (instrumentation == Instrumentation.INLINE) {
      missed.remove(MissReason.INLINE_GRANULE.word());
    }
    missed.keySet().removeAll(BY_ALL);
    if (all) {
      assertEquals(named, missed.keySet(), missed::toString);
    } else {
      assertTrue(named.containsAll(missed.keySet()), missed::toString);
    }
  }
}
