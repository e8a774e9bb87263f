// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.memory.SlabCache;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.ByteState;
import org.junit.jupiter.api.Test;

class ByteOracleTest {
  private static final long PAGE = 4096;
  private static final long IMAGE = 0xffffffff80000000L;

  /** kmalloc-128 under KASAN takes 256 bytes an object. */
  private static final SlabCache K128 = new SlabCache("kmalloc-128", 128, 256, true, false);

  private final Machine machine =
      new Machine(
          "test",
          1,
          12,
          List.of(new PfnRange(1, 0x3000)),
          0x3000,
          0,
          TestArch.DIRECT_MAP,
          16 * PAGE,
          0,
          4 * PAGE);
  private final ByteOracle oracle =
      new ByteOracle(machine, TestArch.x86().layout(), pfn -> PageKind.RESERVED);

  private long page(long pfn) {
    return machine.addressOf(pfn);
  }

  private long slab() {
    oracle.pagesReleased(1, 0x2fff);
    oracle.pagesAllocated(8, 0);
    oracle.slabAllocated(8, 0, K128);
    return page(8);
  }

  @Test
  void bytesBehindWhatWasAskedForAreRedzone() {
    long slab = slab();
    oracle.objectAllocated(slab, 115);
    assertEquals(ByteState.LIVE, oracle.judge(slab, 115));
    assertEquals(ByteState.REDZONE, oracle.judge(slab, 116));
    assertEquals(slab + 115, oracle.firstBad(slab, 200));
    assertEquals(ByteState.REDZONE, oracle.stateOf(slab + 255));
    assertEquals(ByteState.NEVER_ALLOCATED, oracle.stateOf(slab + 256));
  }

  @Test
  void aFreedObjectIsFreedToTheEndOfTheObjectAndRedzoneBehind() {
    long slab = slab();
    oracle.objectAllocated(slab, 115);
    oracle.objectFreed(slab, false);
    assertEquals(ByteState.FREED, oracle.stateOf(slab + 127));
    assertEquals(ByteState.REDZONE, oracle.stateOf(slab + 128));
    assertEquals(ByteState.FREED, oracle.judgeFree(slab));
  }

  @Test
  void aFreedObjectOfATypesafeCacheMayBeReadButNotFreedAgain() {
    long slab = slab();
    oracle.objectAllocated(slab, 128);
    oracle.objectFreed(slab, true);
    assertEquals(ByteState.LIVE, oracle.judge(slab, 128));
    assertEquals(ByteState.FREED, oracle.judgeFree(slab));
  }

  @Test
  void anAddressThatIsUsedAgainHasAnotherGeneration() {
    long slab = slab();
    oracle.objectAllocated(slab, 128);
    long first = oracle.generationOf(slab + 7);
    oracle.objectFreed(slab, false);
    assertEquals(first, oracle.generationOf(slab));
    oracle.objectAllocated(slab, 128);
    assertNotEquals(first, oracle.generationOf(slab));
  }

  @Test
  void onlyTheStartOfALiveObjectCanBeFreed() {
    long slab = slab();
    oracle.objectAllocated(slab, 100);
    assertEquals(ByteState.LIVE, oracle.judgeFree(slab));
    assertEquals(ByteState.REDZONE, oracle.judgeFree(slab + 1));
    assertEquals(ByteState.NEVER_ALLOCATED, oracle.judgeFree(slab + 256));
  }

  @Test
  void aLargeKmallocIsExactToTheByteAndFreeAsAPage() {
    oracle.pagesReleased(1, 0x2fff);
    oracle.pagesAllocated(16, 2);
    oracle.largeAllocated(16, 2, 8202);
    assertEquals(ByteState.LIVE, oracle.judge(page(16), 8202));
    assertEquals(ByteState.REDZONE, oracle.stateOf(page(16) + 8202));
    assertEquals(ByteState.REDZONE, oracle.judgeFree(page(16) + 1));
    assertEquals(ByteState.LIVE, oracle.judgeFree(page(16)));
    oracle.largeFreed(16, 2);
    oracle.pagesFreed(16, 2);
    assertEquals(ByteState.FREE_PAGE, oracle.stateOf(page(16)));
    assertEquals(ByteState.FREE_PAGE, oracle.judgeFree(page(16)));
  }

  @Test
  void anAreaIsRedzoneBehindWhatWasAskedForFreedUntilPurgedThenUnmapped() {
    oracle.areaMapped(TestArch.VMALLOC, PAGE, 2035);
    assertEquals(ByteState.LIVE, oracle.judge(TestArch.VMALLOC, 2035));
    assertEquals(ByteState.REDZONE, oracle.stateOf(TestArch.VMALLOC + 2035));
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(TestArch.VMALLOC + PAGE));
    oracle.areaUnmapped(TestArch.VMALLOC, PAGE);
    assertEquals(ByteState.FREED, oracle.stateOf(TestArch.VMALLOC));
    oracle.areasPurged(TestArch.VMALLOC, TestArch.VMALLOC + 8 * PAGE);
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(TestArch.VMALLOC));
  }

  @Test
  void aStackThatIsKeptForTheNextTaskBelongsToNobody() {
    oracle.areaMapped(TestArch.VMALLOC, 4 * PAGE, 4 * PAGE);
    oracle.stackIdle(TestArch.VMALLOC, 4 * PAGE);
    assertEquals(ByteState.FREED, oracle.stateOf(TestArch.VMALLOC));
    oracle.areasPurged(TestArch.VMALLOC, TestArch.VMALLOC + PAGE);
    assertEquals(ByteState.FREED, oracle.stateOf(TestArch.VMALLOC));
    oracle.areaMapped(TestArch.VMALLOC, 4 * PAGE, 4 * PAGE);
    assertEquals(ByteState.LIVE, oracle.stateOf(TestArch.VMALLOC));
  }

  @Test
  void addressesThatAreNotMemoryAreToldApart() {
    assertEquals(ByteState.NULL_PAGE, oracle.stateOf(16));
    assertEquals(ByteState.USER, oracle.stateOf(0x400000));
    assertEquals(ByteState.WILD, oracle.stateOf(0xdead000000000122L));
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(page(0x3000)));
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(page(0)));
    assertEquals(ByteState.LIVE, oracle.stateOf(page(1)));
    assertEquals(ByteState.LIVE, oracle.stateOf(IMAGE));
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(IMAGE + 16 * PAGE));
  }

  @Test
  void aSizeThatIsNegativeRunsIntoTheNextBadByte() {
    long slab = slab();
    oracle.objectAllocated(slab, 64);
    assertEquals(ByteState.REDZONE, oracle.judge(slab + 4, -2));
    assertEquals(slab + 64, oracle.firstBad(slab + 4, -2));
  }

  @Test
  void whatCompiledCodePoisonedLiesOverWhatIsBelow() {
    oracle.redzones().set(IMAGE + 10, 54, (byte) 0xF9);
    oracle.redzones().set(IMAGE + 100, 8, (byte) 0xF8);
    assertEquals(ByteState.LIVE, oracle.judge(IMAGE, 10));
    assertEquals(ByteState.REDZONE, oracle.judge(IMAGE, 11));
    assertEquals(ByteState.OUT_OF_SCOPE, oracle.stateOf(IMAGE + 107));
  }
}
