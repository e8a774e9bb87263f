// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RAM that nobody touches costs the host: all that a boot allocates, kept or not. */
class FrameStateTest {
  private static final int PAGES_FOR_A_BYTE = 8;
  private static final long PAGES_OF_MIB = 256;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long bytesOfBoot(String scheme, long ramMib) {
    boolean shadow = !scheme.equals("floor");
    var plan =
        new BootPlan(
            ramMib,
            2,
            "linux-6.12-qemu",
            shadow ? LayoutClass.GENERIC : LayoutClass.PLAIN,
            shadow ? Instrumentation.OUTLINE : Instrumentation.NONE,
            true,
            1);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    try (var kernel = BootedMachine.boot(plan, scheme)) {
      assertTrue(kernel.memTotalKb() > 0);
    }
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"floor", "page"})
  void untouchedPagesCostAtMostAByteForEight(String scheme) {
    long small = 16 << 10;
    long large = 512 << 10;
    bytesOfBoot(scheme, small);
    long bytes = bytesOfBoot(scheme, large) - bytesOfBoot(scheme, small);
    long pages = (large - small) * PAGES_OF_MIB;
    assertTrue(bytes * PAGES_FOR_A_BYTE <= pages, bytes + " bytes for " + pages + " pages");
  }
}
