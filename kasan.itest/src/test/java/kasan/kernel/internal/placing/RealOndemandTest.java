// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.wall.Wall;
import kasan.workload.internal.load.Load;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Linux 6.12 with kernel/ondemand, inline, 1 GiB, 2 CPUs, which read a part of a source tree
 * (docs/reality.md): names were found by a find that looks at each file, then the files were read
 * by cat, both one process at a time.
 */
class RealOndemandTest {
  private static final String PROFILE =
      Path.of("..", "docs", "profiles", "linux-6.12-ondemand.properties").toString();

  /** The second one is the whole tree of 1.5 GB. */
  @ParameterizedTest
  @CsvSource({"515, 3420, 10336, 7395, 416", "1536, 7139, 27093, 20435, 1412"})
  void realShadowAndItsComingAndGoingAreThoseOfTheRealKernel(
      String treeMib, long realPages, long maps, long unmaps, long flushes) {
    var plan = new BootPlan(1024, 2, PROFILE, LayoutClass.GENERIC, Instrumentation.INLINE, true, 1);
    Load load = Load.treeAlone("kernel-build");
    Map<String, String> set =
        Map.of("accesses", "0", "seconds", "0", "tree", treeMib, "jobs", "1", "opens", "1");
    var scheme = BootedMachine.choice("ondemand", Map.of("give-back", "not-byte-managed"));
    try (ModelledKernel kernel =
            PlacingKernel.boot(
                BootedMachine.profiles(), plan, BootedMachine.x86(), scheme, new Wall());
        EventSource source =
            load.open(kernel.machine(), Options.of("load", load.options(), set), 1)) {
      var batch = new EventBatch();
      while (source.next(batch)) {
        kernel.apply(batch, 0, batch.size, source);
      }
      kernel.finish();
      var work = kernel.current().work();
      assertNear("real shadow, pages", realPages, kernel.current().footprint().mappedPages(), 15);
      assertNear("maps", maps, work.maps(), 20);
      assertNear("unmaps", unmaps, work.unmaps(), 25);
      assertNear("flushes", flushes, work.globalFlushes(), 20);
    }
  }

  private static void assertNear(String what, long real, long model, int percent) {
    assertTrue(100 * Math.abs(model - real) <= percent * real, what + " " + model);
  }
}
