// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;
import kasan.lab.api.kernel.ShadowMapping;
import org.junit.jupiter.api.Test;

class MappingsTest {
  private static final long SHADOW = 0xffffed1000000000L;
  private static final long PAGE = 1L << 12;
  private static final long MIB_2 = 1L << 21;

  private final MmuWork work = new MmuWork();
  private final Mmu mmu =
      new Mmu(
          TestArch.geometry(),
          TestArch.X86_TLB,
          4,
          new FrameLedger(new SidePool(1, 1 << 20), new MachineFree(MachineFree.UNKNOWN), 12),
          new FrameMemory(0, 12),
          work);

  private List<String> stale() {
    var stale = new ArrayList<String>();
    mmu.mappings()
        .forEachStale(
            (cpu, address, bytes) ->
                stale.add("cpu " + cpu + " page " + (address - SHADOW) / PAGE + " " + bytes));
    return stale;
  }

  @Test
  void pageIsSharedOrOwnOrNotThere() {
    SharedPage black = mmu.sharedPage((byte) 0xFF);
    mmu.populateShared(SHADOW, SHADOW + MIB_2, black, true);
    mmu.map(0, SHADOW + PAGE, (byte) 0, FrameUse.ON_DEMAND);

    Mappings mappings = mmu.mappings();

    assertEquals(new ShadowMapping(MappingState.SHARED, 0xFF, null), mappings.at(SHADOW));
    assertEquals(
        new ShadowMapping(MappingState.REAL, -1, FrameUse.ON_DEMAND), mappings.at(SHADOW + PAGE));
    assertEquals(ShadowMapping.ABSENT, mappings.at(SHADOW - PAGE));
  }

  @Test
  void cpuThatLookedBeforeAMapIsStaleUntilItsTlbIsFlushed() {
    mmu.populateShared(SHADOW, SHADOW + MIB_2, mmu.sharedPage((byte) 0xFF), true);
    mmu.translate(1, SHADOW + PAGE, false);
    mmu.translate(2, SHADOW + PAGE, false);
    mmu.translate(2, SHADOW + 2 * PAGE, false);
    assertEquals(List.of(), stale());

    mmu.map(0, SHADOW + PAGE, (byte) 0, FrameUse.ON_DEMAND);

    assertEquals(List.of("cpu 1 page 1 4096", "cpu 2 page 1 4096"), stale());
    mmu.flushLocal(2, FlushReason.RECHECK);
    assertEquals(List.of("cpu 1 page 1 4096"), stale());
    mmu.flushAll(SHADOW, SHADOW + MIB_2);
    assertEquals(List.of(), stale());
  }

  @Test
  void largeLeafIsOneEntry() {
    mmu.populate(SHADOW, SHADOW + MIB_2, (byte) 0, FrameUse.STATIC, new LeafPolicy(21, true));
    mmu.translate(3, SHADOW + 5 * PAGE, true);
    assertEquals(List.of(), stale());
    assertEquals(
        new ShadowMapping(MappingState.REAL, -1, FrameUse.STATIC),
        mmu.mappings().at(SHADOW + 9 * PAGE));
  }

  @Test
  void lookingIsNoWalk() {
    mmu.populateShared(SHADOW, SHADOW + MIB_2, mmu.sharedPage((byte) 0), true);
    mmu.translate(0, SHADOW, false);
    long walks = work.tableWalks;

    mmu.mappings().at(SHADOW);
    stale();

    assertEquals(walks, work.tableWalks);
  }
}
