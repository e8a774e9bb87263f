// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import kasan.api.memory.SlabCache;
import kasan.kernel.internal.fixture.BareKernel;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Oracle;
import org.junit.jupiter.api.Test;

class MemoryOracleTest {
  private static final SlabCache K64 = new SlabCache("kmalloc-64", 64, 64, true, false);

  private final BareKernel kernel = new BareKernel(TestArch.x86(), 1, 1 << 12);
  private final Oracle oracle = kernel.oracle();

  @Test
  void addressesOutsideTheKernelAreWhatTheyAre() {
    assertEquals(ByteState.NULL_PAGE, oracle.stateOf(8));
    assertEquals(ByteState.USER, oracle.stateOf(0x7fff00000000L));
    assertEquals(ByteState.WILD, oracle.stateOf(0x0123456789abcdefL), "not canonical");
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(kernel.address(1 << 12)), "behind RAM");
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(TestArch.VMALLOC));
  }

  @Test
  void aSlabObjectLivesBetweenItsNeighbours() {
    kernel.allocateSlab(0, 8, 0, K64);
    long object = kernel.address(8) + 64;
    kernel.allocateObject(0, object, 50, K64);

    assertEquals(ByteState.LIVE, oracle.stateOf(object + 49));
    assertEquals(ByteState.REDZONE, oracle.stateOf(object + 50));
    assertEquals(ByteState.NEVER_ALLOCATED, oracle.stateOf(object - 1));
    kernel.freeObject(0, object);
    assertEquals(ByteState.FREED, oracle.stateOf(object));
    kernel.freeSlab(0, 8, 0);
    assertEquals(ByteState.FREE_PAGE, oracle.stateOf(object));
  }

  @Test
  void aRangeIsJudgedByItsFirstBadByte() {
    kernel.allocateSlab(0, 8, 0, K64);
    long object = kernel.address(8);
    kernel.allocateObject(0, object, 50, K64);

    assertEquals(ByteState.LIVE, oracle.judge(object, 50));
    assertEquals(ByteState.REDZONE, oracle.judge(object + 48, 8));
  }

  @Test
  void aLargeKmallocEndsWhereItWasAskedToEnd() {
    kernel.allocateLarge(0, 16, 2, 9000);

    assertEquals(ByteState.LIVE, oracle.stateOf(kernel.address(16) + 8999));
    assertEquals(ByteState.REDZONE, oracle.stateOf(kernel.address(16) + 9000));
  }

  @Test
  void anUnmappedAreaIsFreedUntilItIsPurged() {
    kernel.mapArea(0, TestArch.VMALLOC, 8192, 5000);
    assertEquals(ByteState.LIVE, oracle.stateOf(TestArch.VMALLOC + 4999));
    assertEquals(ByteState.REDZONE, oracle.stateOf(TestArch.VMALLOC + 5000));
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(TestArch.VMALLOC + 8192), "the guard page");
    kernel.unmapArea(0, TestArch.VMALLOC);
    assertEquals(ByteState.FREED, oracle.stateOf(TestArch.VMALLOC));
    kernel.purgeAreas(0, TestArch.VMALLOC, TestArch.VMALLOC + 8192);
    assertEquals(ByteState.UNMAPPED, oracle.stateOf(TestArch.VMALLOC));
  }
}
