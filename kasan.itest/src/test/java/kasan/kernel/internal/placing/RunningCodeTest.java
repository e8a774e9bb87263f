// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.MissReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What KASAN's hooks in Linux 6.12 make of calls (mm/slub.c, mm/slab_common.c, mm/kasan). */
class RunningCodeTest {
  private static final int GFP = KernelCalls.GFP_KERNEL;

  private final ModelledKernel kernel = BootedMachine.boot(BootedMachine.kasan(64, 2), "original");
  private final KernelCalls calls = kernel.calls();
  private final List<String> reports = new ArrayList<>();

  RunningCodeTest() {
    kernel.judge(this::note);
  }

  private void note(Judgement event) {
    if (event.reported) {
      reports.add(event.bugClass);
    }
  }

  @AfterEach
  void nothingGoodWasReported() {
    assertEquals(0, kernel.verdicts().falseReports());
    assertEquals(Map.of(), kernel.verdicts().missed());
    kernel.close();
  }

  private List<String> taken() {
    List<String> taken = List.copyOf(reports);
    reports.clear();
    return taken;
  }

  private List<String> read(long address) {
    calls.access(0, address, 1, false);
    return taken();
  }

  @Test
  void anObjectOfATypesafeCacheMayBeReadUntilTheGracePeriodEnds() {
    int cache = calls.createCache("typesafe", 200, 0, KernelCalls.CACHE_TYPESAFE_BY_RCU);
    long object = calls.cacheAlloc(0, cache, GFP);
    calls.cacheFree(0, cache, object);
    assertEquals(List.of(), read(object));
    calls.rcuBarrier(0);
    assertEquals(List.of("slab-use-after-free"), read(object));
  }

  @Test
  void aCacheIsAnObjectThatCanBeUsedAfterItWasFreed() {
    int cache = calls.createCache("twice", 200, 0, KernelCalls.CACHE_CTOR);
    calls.destroyCache(0, cache);
    assertEquals(List.of(), taken());
    calls.destroyCache(0, cache);
    assertEquals(List.of("slab-use-after-free"), taken());
  }

  @Test
  void aCacheWithObjectsIsNotDestroyed() {
    int cache = calls.createCache("busy", 200, 0, 0);
    long object = calls.cacheAlloc(0, cache, GFP);
    calls.destroyCache(0, cache);
    assertEquals(List.of(), read(object));
    calls.cacheFree(0, cache, object);
    calls.destroyCache(0, cache);
    assertEquals(List.of("use-after-free"), read(object));
  }

  @Test
  void kfreeSensitiveOfAFreedObjectIsSeenByKsizeAndByKfree() {
    long object = calls.kmalloc(0, 16, GFP);
    calls.kfreeSensitive(0, object);
    assertEquals(List.of(), taken());
    calls.kfreeSensitive(0, object);
    assertEquals(List.of("slab-use-after-free", "double-free"), taken());
  }

  @Test
  void kreallocOfAFreedObjectGivesNull() {
    long object = calls.kmalloc(0, 201, GFP);
    calls.kfree(0, object);
    assertEquals(0, calls.krealloc(0, object, 235, GFP));
    assertEquals(List.of("slab-use-after-free"), taken());
  }

  @Test
  void kreallocMovesTheEndOfAnObject() {
    long object = calls.kmalloc(0, 201, GFP);
    assertEquals(object, calls.krealloc(0, object, 235, GFP));
    assertEquals(List.of(), read(object + 234));
    assertEquals(List.of("slab-out-of-bounds"), read(object + 235));
    assertEquals(object, calls.krealloc(0, object, 201, GFP));
    assertEquals(List.of("slab-out-of-bounds"), read(object + 201));
  }

  @Test
  void theQuarantineKeepsAFreedObjectFromBeingHandedOut() {
    long object = calls.kmalloc(0, 43, GFP);
    calls.kfree(0, object);
    assertNotEquals(object, calls.kmalloc(0, 43, GFP));
    assertEquals(List.of("slab-use-after-free"), read(object + 40));
  }

  @Test
  void anElementOfAPoolIsPoisonedUntilItIsTaken() {
    long object = calls.kmalloc(0, 128, GFP);
    assertTrue(calls.poolPut(0, object));
    assertEquals(List.of("slab-use-after-free"), read(object));
    assertFalse(calls.poolPut(0, object));
    assertEquals(List.of("double-free"), taken());
    calls.poolTake(0, object, 128);
    assertEquals(List.of(), read(object + 127));
  }

  @Test
  void aFrameSurvivesASwap() {
    int task = calls.fork(0, "test");
    long base =
        calls.pushFrame(
            0, task, FrameLayout.gcc("f", List.of(new FrameLayout.Variable("a", 10, 0, 0))));
    assertEquals(base + 32, calls.variable(0, task, 0));
    kernel.swap(BootedMachine.choice("ondemand", Map.of()));
    assertEquals(List.of("stack-out-of-bounds"), read(base + 42));
    calls.popFrame(0, task);
    assertEquals(List.of(), read(base + 42));
  }

  @Test
  void verdictsAreCountedForTheShadowThatStands() {
    read(calls.kmalloc(0, 8, GFP) + 8);
    assertEquals(1, kernel.verdicts().found());
    assertEquals(0, kernel.verdicts().missed().getOrDefault(MissReason.STALE_TLB, 0L));
  }
}
