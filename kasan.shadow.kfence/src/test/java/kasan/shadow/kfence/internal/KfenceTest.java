// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import kasan.api.arch.ArchModel;
import kasan.api.memory.SlabCache;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.testkit.Allocation;
import kasan.testkit.TestArchs;
import kasan.testkit.TestKernel;
import org.junit.jupiter.api.Test;

/** Documentation/dev-tools/kfence.rst of Linux 6.12, as far as objects that stay in place can. */
class KfenceTest {
  private static final SlabCache KMALLOC_64 = new SlabCache("kmalloc-64", 64, 128, true, false);
  private static final long INTERVAL_NANOS = 100_000_000;

  private static TestKernel boot(ArchModel arch, String... settings) {
    TestKernel kernel = TestKernel.boot(arch, 2, 64);
    var map = new TreeMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    kernel.attach(
        SchemeChoice.of(
            SchemeDescription.named("kfence").build(), new KfenceScheme(), Map.copyOf(map)));
    kernel.allocateSlab(0, 8, 1, KMALLOC_64);
    return kernel;
  }

  private static Allocation object(TestKernel kernel, int index) {
    return kernel.allocateObject(0, 8, index, 64);
  }

  private static boolean useAfterFreePasses(TestKernel kernel, Allocation object) {
    kernel.free(0, object);
    return kernel.check(0, object.pointer(0), 1, false);
  }

  @Test
  void samplesOneAllocationAnInterval() {
    try (TestKernel kernel = boot(TestArchs.x86())) {
      assertFalse(useAfterFreePasses(kernel, object(kernel, 0)), "the gate opens at boot");
      assertTrue(useAfterFreePasses(kernel, object(kernel, 1)), "not sampled: missed");
      kernel.advance(INTERVAL_NANOS - 1);
      assertTrue(useAfterFreePasses(kernel, object(kernel, 2)));
      kernel.advance(1);
      assertFalse(useAfterFreePasses(kernel, object(kernel, 3)));
      assertTrue(useAfterFreePasses(kernel, object(kernel, 4)));
    }
  }

  @Test
  void sampledObjectIsAccessibleWhileItLives() {
    try (TestKernel kernel = boot(TestArchs.x86())) {
      Allocation object = object(kernel, 0);
      assertTrue(kernel.check(0, object.pointer(0), 64, true));
      assertTrue(kernel.shadow().byteAccessible(0, object.pointer(0)));
      kernel.free(0, object);
      assertFalse(kernel.shadow().byteAccessible(0, object.pointer(0)), "double free");
    }
  }

  /** Half of the objects lie at the right edge of their page, the others at the left one. */
  @Test
  void stepToTheRightIsFoundWhereTheObjectLiesAtTheRightEdge() {
    int found = 0;
    int trials = 200;
    try (TestKernel kernel = boot(TestArchs.x86(), "interval-ms", "1")) {
      for (int i = 0; i < trials; i++) {
        kernel.advance(1_000_000);
        Allocation object = object(kernel, i % 32);
        assertTrue(kernel.check(0, object.pointer(63), 1, false));
        found += kernel.check(0, object.pointer(64), 1, false) ? 0 : 1;
        kernel.free(0, object);
      }
    }
    assertEquals(trials / 2.0, found, 3 * Math.sqrt(trials / 4.0));
  }

  @Test
  void memoryThatIsHandedOutAgainIsNoLongerThatOfTheFreedObject() {
    try (TestKernel kernel = boot(TestArchs.x86())) {
      assertFalse(useAfterFreePasses(kernel, object(kernel, 0)));
      Allocation again = object(kernel, 0);
      assertTrue(kernel.check(0, again.pointer(0), 64, true));
    }
  }

  @Test
  void slotsAreUsedAgainOldestFirstSoThatFreedObjectsStayProtected() {
    try (TestKernel kernel = boot(TestArchs.x86(), "objects", "3", "interval-ms", "1")) {
      Allocation[] freed = new Allocation[4];
      for (int i = 0; i < 4; i++) {
        kernel.advance(1_000_000);
        freed[i] = object(kernel, i);
        kernel.free(0, freed[i]);
      }
      assertTrue(kernel.check(0, freed[0].pointer(0), 1, false), "its slot had to be used again");
      for (int i = 1; i < 4; i++) {
        assertFalse(kernel.check(0, freed[i].pointer(0), 1, false), "slot of object " + i);
      }
    }
  }

  @Test
  void fullPoolSamplesNothing() {
    try (TestKernel kernel = boot(TestArchs.x86(), "objects", "1", "interval-ms", "1")) {
      Allocation first = object(kernel, 0);
      kernel.advance(5_000_000);
      assertTrue(useAfterFreePasses(kernel, object(kernel, 1)));
      assertFalse(useAfterFreePasses(kernel, first));
    }
  }

  /** x86 protects without interrupting others; arm64 tells all CPUs by broadcast. */
  @Test
  void cpuThatHasThePageInItsTlbMissesAUseAfterFreeOnX86() {
    for (boolean x86 : new boolean[] {true, false}) {
      try (TestKernel kernel = boot(x86 ? TestArchs.x86() : TestArchs.arm64())) {
        Allocation object = object(kernel, 0);
        assertTrue(kernel.check(1, object.pointer(0), 1, false));
        kernel.free(0, object);
        assertFalse(kernel.check(0, object.pointer(0), 1, false));
        assertEquals(x86, kernel.check(1, object.pointer(0), 1, false));
      }
    }
  }
}
