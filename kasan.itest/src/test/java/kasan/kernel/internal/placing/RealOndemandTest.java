// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

/**
 * Linux 6.12 with kernel/ondemand, inline, 1 GiB, 2 CPUs, which read a part of a source tree
 * (docs/reality.md): names were found by a find that looks at each file, then the files were read
 * by cat, both one process at a time.
 */
class RealOndemandTest {
  private static final long REAL_PAGES = 3_420;
  private static final long MAPS = 10_336;
  private static final long UNMAPS = 7_395;

  @Test
  void realShadowAndItsComingAndGoingAreThoseOfTheRealKernel() {
    var plan =
        new BootPlan(
            1024, 2, "linux-6.12-qemu", LayoutClass.GENERIC, Instrumentation.INLINE, true, 1);
    Load load = Load.treeAlone("kernel-build");
    Map<String, String> set =
        Map.of("accesses", "0", "seconds", "0", "tree", "515", "jobs", "1", "path-names", "1");
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
      assertNear("real shadow, pages", REAL_PAGES, kernel.current().footprint().mappedPages(), 15);
      assertNear("maps", MAPS, work.maps(), 30);
      assertNear("unmaps", UNMAPS, work.unmaps(), 30);
    }
  }

  private static void assertNear(String what, long real, long model, int percent) {
    assertTrue(100 * Math.abs(model - real) <= percent * real, what + " " + model);
  }
}
