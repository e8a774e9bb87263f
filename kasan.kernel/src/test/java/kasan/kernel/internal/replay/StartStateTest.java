// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.option.Options;
import kasan.api.workload.VmallocArea;
import kasan.kernel.internal.fixture.Heard;
import kasan.kernel.internal.fixture.Tape;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import org.junit.jupiter.api.Test;

class StartStateTest {
  private static ReplayKernel start(Tape tape) {
    return new ReplayKernel(tape, TestArch.x86(), false, new Wall());
  }

  private static Heard attach(ReplayKernel kernel, boolean vmalloc) {
    var heard = new Heard();
    kernel.attach(
        new SchemeChoice(
            SchemeDescription.named("heard").vmalloc(vmalloc).build(), heard, Options.NONE));
    return heard;
  }

  @Test
  void theFlagsOfAPageSayItsKind() {
    var tape = new Tape(16);
    long[] flags = tape.before.flags;
    flags[0] = Tape.RESERVED;
    flags[1] = Tape.SLAB;
    flags[2] = Tape.PAGE_TABLE;
    flags[3] = Tape.ANON;
    flags[4] = 0;
    flags[5] = Tape.NO_PAGE;
    ReplayKernel kernel = start(tape);

    List<PageKind> kinds = new ArrayList<>();
    for (int pfn = 0; pfn < 7; pfn++) {
      kinds.add(kernel.oracle().pageKind(pfn));
    }
    assertEquals(
        List.of(
            PageKind.RESERVED,
            PageKind.SLAB,
            PageKind.PAGE_TABLE,
            PageKind.ALLOCATED,
            PageKind.UNKNOWN,
            PageKind.NONE,
            PageKind.FREE),
        kinds);
  }

  @Test
  void framesOutsideTheMemoryMapAreNoRam() {
    var tape = new Tape(16, List.of(new PfnRange(4, 8)), TestArch.DIRECT_MAP);

    assertEquals(PageKind.NONE, start(tape).oracle().pageKind(3));
    assertEquals(PageKind.FREE, start(tape).oracle().pageKind(4));
  }

  @Test
  void aRunOfTheLargestOrderWithoutFlagsIsNotManagedYet() {
    var tape = new Tape(3 << 10);
    Arrays.fill(tape.before.flags, 1 << 10, 3 << 10, 0);
    tape.before.flags[(2 << 10) + 77] = Tape.SLAB;
    KernelCounts counts = start(tape).counts();

    assertEquals(1 << 10, counts.unmanagedPages());
    assertEquals((1 << 10) - 1, counts.unknownPages(), "one page of that run is in use");
  }

  @Test
  void blocksAreAlignedGroupsOfEightPagesWithASlabPage() {
    var tape = new Tape(64);
    for (int pfn : new int[] {7, 8, 9, 15, 24, 40, 41}) {
      tape.before.flags[pfn] = Tape.SLAB;
    }
    KernelCounts counts = start(tape).counts();

    assertEquals(7, counts.slabPagesAtStart());
    assertEquals(4, counts.slabBlocksAtStart(), "blocks 0, 1, 3 and 5");
  }

  @Test
  void withoutProcEveryPageIsUnknownRatherThanFree() {
    var tape = new Tape(64);
    tape.before = null;
    ReplayKernel kernel = start(tape);

    assertEquals(64, kernel.counts().unknownPages());
    assertNull(kernel.counts().slabPagesAtStart());
    assertNull(kernel.counts().slabBlocksAtStart());
    assertNull(kernel.fidelity());
  }

  @Test
  void slabsOfTheStartAreKnownAsPagesNotAsObjects() {
    var tape = new Tape(16);
    tape.before.flags[3] = Tape.SLAB;
    Heard heard = attach(start(tape), true);
    List<String> seen = new ArrayList<>();
    heard.view.truth().forEachKnownSlab((pfn, order, cache) -> seen.add("slab " + pfn));
    heard.view.truth().forEachPageRun((pfn, pages, kind) -> seen.add(kind + " " + pages));

    assertEquals(List.of("FREE 3", "SLAB 1", "FREE 12"), seen);
  }

  @Test
  void stacksAreAreasOfFourPagesMadeForNewTasks() {
    var tape = new Tape(16);
    tape.before.areas.add(
        area(0xffffc90000010000L, 20480, "kernel_clone+0x94/0x3e0", "vmalloc", 4));
    tape.before.areas.add(
        area(0xffffc90000018000L, 20480, "dup_task_struct+0x1/0x2", "vmalloc", 4));
    tape.before.areas.add(
        area(0xffffc90000020000L, 20480, "irq_init_percpu_irqstack+0xca/0x100", "vmap", 0));
    tape.before.areas.add(area(0xffffc90000028000L, 20480, "", "unpurged", 0));
    tape.before.areas.add(
        area(0xffffc90000030000L, 8192, "acpi_os_map_iomem+0x1bc/0x1e0", "ioremap", 0));
    ReplayKernel kernel = start(tape);
    Heard heard = attach(kernel, true);
    List<String> seen = new ArrayList<>();
    heard
        .view
        .truth()
        .forEachVmallocArea(
            (address, bytes, requested, unpurged) ->
                seen.add(Long.toHexString(address) + " " + bytes + (unpurged ? " unpurged" : "")));

    assertEquals(2, kernel.counts().taskStacks());
    assertEquals(
        List.of(
            "ffffc90000010000 16384",
            "ffffc90000018000 16384",
            "ffffc90000020000 16384",
            "ffffc90000030000 4096",
            "ffffc90000028000 16384 unpurged"),
        seen);
  }

  @Test
  void hashedAreasKeepTheirSizesAndGetPlacesOfTheirOwn() {
    var tape = new Tape(16);
    for (int i = 0; i < 3; i++) {
      tape.before.areas.add(
          new VmallocArea(0x2437b4f8L + i, false, 20480, "kernel_clone+0x94/0x3e0", "vmalloc", 4));
    }
    Heard heard = attach(start(tape), true);
    List<Long> addresses = new ArrayList<>();
    heard.view.truth().forEachStack((address, bytes, estimated) -> addresses.add(address));

    assertEquals(3, addresses.size());
    assertEquals(
        List.of(32768L, 32768L),
        List.of(addresses.get(1) - addresses.get(0), addresses.get(2) - addresses.get(1)),
        "16 KiB and a guard page, aligned to 16 KiB");
  }

  @Test
  void withoutVmallocinfoKernelStackTellsHowManyStacks() {
    var tape = new Tape(16);
    tape.before.meminfo.put("KernelStack", 1740L);

    assertEquals(108, start(tape).counts().taskStacks(), "1740 kB by 16 kB");
  }

  @Test
  void schemesWithoutVmallocShadowSeeStacksInAWindowAboveTheLastPage() {
    var tape = new Tape(20);
    tape.before.areas.add(
        area(0xffffc90000010000L, 20480, "kernel_clone+0x94/0x3e0", "vmalloc", 4));
    ReplayKernel kernel = start(tape);
    Heard heard = attach(kernel, false);
    List<String> seen = new ArrayList<>();
    heard
        .view
        .truth()
        .forEachStack(
            (address, bytes, estimated) ->
                seen.add(heard.view.machine().pfnOf(address) + " " + bytes + " " + estimated));

    assertEquals(List.of("32 16384 true"), seen, "from a multiple of eight stacks on");
    assertEquals(PageKind.STACK, heard.view.truth().pageKind(35));
    assertEquals(PageKind.FREE, heard.view.truth().pageKind(36));
    assertEquals(20, kernel.machine().frames());
  }

  private static VmallocArea area(long address, long bytes, String caller, String use, long pages) {
    return new VmallocArea(address, true, bytes, caller, use, pages);
  }

  @Test
  void anotherArchitectureHasTheSamePagesInItsOwnDirectMap() {
    long elsewhere = 0xff11000000000000L;
    var tape = new Tape(16, List.of(new PfnRange(0, 16)), elsewhere);
    tape.kmalloc(tape.at(3, 64), 50, 64);
    ReplayKernel kernel = start(tape);
    Heard heard = attach(kernel, true);
    Replays.play(tape, kernel);

    assertEquals(TestArch.DIRECT_MAP, kernel.machine().directMapBase());
    assertEquals(
        "object+ " + Long.toHexString(TestArch.DIRECT_MAP + 3 * 4096 + 64) + " 32 kmalloc-64",
        heard.take().get(2));
    assertEquals(1, kernel.counts().liveObjects());
  }
}
