// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.scheme.Instrumentation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No page in use is reported, whatever it is used for: memory map, page tables, and the frames that
 * the shadow itself took, before and after it looked at what is free.
 */
class EveryPageTest {
  private static final int OPERATIONS = 3000;

  /** Pages in use whose first byte may not be read, as the shadow says. */
  private static SortedSet<String> reported(PlacingKernel kernel) {
    var reported = new TreeSet<String>();
    long looked = 0;
    for (long pfn = 0; pfn < kernel.machine().frames(); pfn++) {
      long address = kernel.machine().addressOf(pfn);
      if (kernel.oracle().stateOf(address) == ByteState.LIVE) {
        looked++;
        if (!kernel.current().shadow().check(0, address, 1, false)) {
          reported.add(kernel.core().state().pages().kind(pfn) + " " + Long.toHexString(pfn));
        }
      }
    }
    assertTrue(looked > 1000, "only " + looked + " pages are in use");
    return reported;
  }

  private static void use(KernelCalls calls, SplittableRandom random) {
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      if (live.isEmpty() || random.nextInt(3) > 0) {
        live.add(calls.kmalloc(0, random.nextLong(1, 5000), KernelCalls.GFP_KERNEL));
      } else {
        calls.kfree(0, live.remove(random.nextInt(live.size())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"original", "page", "ondemand", "scale-16", "scale-32", "block", "kfence"})
  void noPageInUseIsReportedAfterBootUnderLoadAndAfterSwaps(String name) {
    var random = new SplittableRandom(name.hashCode());
    KnownScheme scheme = KnownScheme.of(name);
    try (PlacingKernel kernel = scheme.boot(2, Instrumentation.OUTLINE, 1, Map.of())) {
      assertEquals(new TreeSet<>(), reported(kernel), "after boot");
      use(kernel.calls(), random);
      assertEquals(new TreeSet<>(), reported(kernel), "under load");
      for (String other : List.of("original", "page", "ondemand", name)) {
        KnownScheme.of(other).swapInto(kernel);
        assertEquals(new TreeSet<>(), reported(kernel), "after a swap to " + other);
        use(kernel.calls(), random);
        assertEquals(new TreeSet<>(), reported(kernel), "under load on " + other);
      }
    }
  }
}
