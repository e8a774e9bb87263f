// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.PageTableGeometry;
import kasan.api.memory.FrameUse;
import kasan.api.memory.PageKind;
import kasan.api.option.Options;
import kasan.api.workload.SlabInfo;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.fixture.Heard;
import kasan.kernel.internal.fixture.Tape;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import org.junit.jupiter.api.Test;

class FollowerTest {
  private final Tape tape = new Tape(4096);
  private final Heard heard = new Heard();
  private ReplayKernel kernel;

  private KernelCounts play() {
    kernel = new ReplayKernel(tape, TestArch.x86(), false, new Wall());
    kernel.attach(new SchemeChoice(SchemeDescription.named("heard").build(), heard, Options.NONE));
    Replays.play(tape, kernel);
    return kernel.counts();
  }

  private String hex(long pfn, long offset) {
    return Long.toHexString(tape.at(pfn, offset));
  }

  @Test
  void theFirstObjectMakesTheWholeAllocationASlab() {
    tape.pageAlloc(16, 2);
    tape.cacheAlloc("dentry", tape.at(17, 192), 192, 192);
    tape.cacheAlloc("dentry", tape.at(16, 0), 192, 192);

    assertEquals(4, play().slabPages());
    assertEquals(
        List.of(
            "pages+ 10 2",
            "slab+ 10 2 dentry",
            "object+ " + hex(17, 192) + " c0 dentry",
            "object+ " + hex(16, 0) + " c0 dentry"),
        heard.take());
  }

  @Test
  void aSlabThatWasSeenToBeHandedOutIsKnownObjectByObject() {
    tape.pageAlloc(16, 0);
    tape.kmalloc(tape.at(16, 64), 60, 64);
    play();
    List<String> slabs = new ArrayList<>();
    heard.view.truth().forEachKnownSlab((pfn, order, cache) -> slabs.add(pfn + " " + cache.name()));

    assertEquals(List.of("16 kmalloc-64"), slabs);
    assertEquals(ByteState.LIVE, kernel.oracle().stateOf(tape.at(16, 64)));
    assertEquals(ByteState.REDZONE, kernel.oracle().stateOf(tape.at(16, 124)));
    assertEquals(
        ByteState.UNKNOWN,
        kernel.oracle().stateOf(tape.at(16, 0)),
        "bulk allocations have no event");
  }

  @Test
  void aSlabOfUnknownAgeIsAccessibleAsAWhole() {
    tape.kfree(tape.at(16, 64));
    KernelCounts counts = play();

    assertEquals(List.of("slab+ 10 0 unknown", "unpoison " + hex(16, 0) + " 1000"), heard.take());
    assertEquals(1, counts.unknownFrees());
    assertEquals(1, counts.notes().get(Note.SLABS_PARTLY_KNOWN.text()));
  }

  @Test
  void slabinfoTellsTheSizeOfASlabWhoseAllocationWasNotSeen() {
    tape.before.slabinfo.add(new SlabInfo("filp", 0, 0, 192, 42, 2, 0));
    tape.cacheAlloc("filp", tape.at(17, 192), 184, 192);

    assertEquals(2, play().slabPages());
    assertTrue(heard.take().contains("slab+ 10 1 filp"));
  }

  @Test
  void butNotWhenAnotherPageOfItIsKnownToBeSomethingElse() {
    tape.before.slabinfo.add(new SlabInfo("filp", 0, 0, 192, 42, 2, 0));
    tape.before.flags[16] = Tape.ANON;
    tape.cacheAlloc("filp", tape.at(17, 192), 184, 192);

    assertEquals(1, play().slabPages());
  }

  @Test
  void headAndTailFlagsTellTheSizeOfAnAllocationOfTheStart() {
    tape.before.flags[16] = Tape.ANON | Tape.HEAD;
    tape.before.flags[17] = Tape.ANON | Tape.TAIL;
    tape.cacheAlloc("filp", tape.at(17, 192), 184, 192);

    assertEquals(2, play().slabPages());
  }

  @Test
  void aSlabStopsWhenItsPagesAreFreed() {
    tape.pageAlloc(16, 1);
    tape.kmalloc(tape.at(16, 0), 64, 64);
    tape.pageFree(16, 1);
    KernelCounts counts = play();

    assertEquals(0, counts.slabPages());
    assertEquals(Map.of("kmalloc-64", 1L), counts.impliedFreesByCache());
    assertEquals(
        List.of("object- " + hex(16, 0) + " kmalloc-64", "slab- 10 1", "pages- 10 1"),
        heard.take().subList(3, 6));
  }

  @Test
  void aKmallocAboveTwoPagesIsNoSlab() {
    tape.pageAlloc(16, 2);
    tape.kmalloc(tape.at(16, 0), 9000, 16384);
    tape.pageAlloc(24, 1);
    tape.kmalloc(tape.at(24, 0), 8192, 8192);
    KernelCounts counts = play();

    assertEquals(2, counts.slabPages(), "8192 bytes come from a cache");
    assertEquals(PageKind.LARGE_KMALLOC, kernel.oracle().pageKind(19));
    assertTrue(heard.take().contains("large+ 10 2 2328"));
  }

  @Test
  void aLargeKmallocIsFreedByKfreeThenByItsPages() {
    tape.pageAlloc(16, 2);
    tape.kmalloc(tape.at(16, 0), 9000, 16384);
    tape.kfree(tape.at(16, 0));
    tape.pageFree(16, 2);
    KernelCounts counts = play();

    assertEquals(List.of("large- 10 2", "pages- 10 2"), heard.take().subList(2, 4));
    assertEquals(0, counts.unknownFrees());
  }

  @Test
  void theFreeOfALargeKmallocOfTheStartMakesNoSlab() {
    tape.before.flags[16] = Tape.ANON | Tape.HEAD;
    for (int pfn = 17; pfn < 20; pfn++) {
      tape.before.flags[pfn] = Tape.ANON | Tape.TAIL;
    }
    tape.kfree(tape.at(16, 0));
    tape.pageFree(16, 2);
    KernelCounts counts = play();

    assertEquals(List.of("pages- 10 2"), heard.take());
    assertEquals(1, counts.unknownFrees());
  }

  @Test
  void anAddressThatComesBackWhileLiveWasFreedWithoutAnEvent() {
    tape.pageAlloc(16, 0);
    tape.cacheAlloc("maple_node", tape.at(16, 0), 256, 256);
    tape.cacheAlloc("maple_node", tape.at(16, 0), 256, 256);
    tape.cacheFree("maple_node", tape.at(16, 0));
    KernelCounts counts = play();

    assertEquals(Map.of("maple_node", 1L), counts.impliedFreesByCache());
    assertEquals(0, counts.liveObjects());
    assertEquals(0, counts.unknownFrees());
  }

  @Test
  void aPageOnAPerCpuListIsKnownToBeFreeWhenItIsDrained() {
    tape.before.flags[16] = 0;
    tape.pageDrain(16, 0);
    KernelCounts counts = play();

    assertEquals(0, counts.unknownPages());
    assertEquals(0, counts.unknownFrees());
    assertEquals(List.of("pages- 10 0"), heard.take());
  }

  @Test
  void drainingAPageThatWasFreedChangesNothing() {
    tape.pageAlloc(16, 0).pageFree(16, 0).pageDrain(16, 0);
    play();

    assertEquals(List.of("pages+ 10 0", "pages- 10 0"), heard.take());
  }

  @Test
  void aFailedPageAllocationIsCountedAndNothingElse() {
    tape.pageAlloc(-1, 3);
    KernelCounts counts = play();

    assertEquals(Map.of(Note.FAILED_ALLOCATIONS.text(), 1L), counts.notes());
    assertEquals(List.of(), heard.take());
  }

  @Test
  void objectsAndPagesOutsideTheMachineAreCounted() {
    tape.kmalloc(0xffffc90000000000L, 8, 8).pageAlloc(4096, 0).pageAlloc(4095, 1);
    KernelCounts counts = play();

    assertEquals(
        Map.of(Note.OBJECTS_OUTSIDE.text(), 1L, Note.PAGES_OUTSIDE.text(), 2L), counts.notes());
  }

  @Test
  void anOrderThatNoKernelHasIsCountedAndNothingElse() {
    tape.pageAlloc(0, 63).pageFree(16, 40).kmalloc(tape.at(4095, 0), 9000, 1 << 20);
    KernelCounts counts = play();

    assertEquals(Map.of(Note.PAGES_OUTSIDE.text(), 3L), counts.notes());
    assertEquals(List.of(), heard.take());
  }

  @Test
  void anAreaOfAModuleStaysWhereModulesAre() {
    tape.vmapAlloc(0xffffffffa0000000L, 12288, 4096);
    play();

    assertEquals(List.of("area+ ffffffffa0000000 2000 2000"), heard.take());
  }

  @Test
  void aBlockWithAnUnknownPageIsFreeOnlyWhenUnknownCountsAsFree() {
    tape.before.flags[18] = 0;
    play();
    assertEquals(false, heard.view.truth().allFree(16, 3));
    assertEquals(true, heard.view.truth().allFree(24, 3));

    var other = new Heard();
    new ReplayKernel(tape, TestArch.x86(), true, new Wall())
        .attach(new SchemeChoice(SchemeDescription.named("other").build(), other, Options.NONE));
    assertEquals(true, other.view.truth().allFree(16, 3));
    assertEquals(PageKind.UNKNOWN, other.view.truth().pageKind(18));
  }

  @Test
  void timeOfTheTraceDrivesDeferredWork() {
    kernel = new ReplayKernel(tape, TestArch.x86(), false, new Wall());
    kernel.attach(new SchemeChoice(SchemeDescription.named("heard").build(), heard, Options.NONE));
    long delay = 4_000_000;
    heard.view.defer(delay, cpu -> heard.lines.add("worker"));
    tape.pause(delay - 2 * Tape.TICK).pageAlloc(16, 0).pageAlloc(17, 0).pageAlloc(18, 0);
    Replays.play(tape, kernel);

    assertEquals(
        List.of("pages+ 10 0", "worker", "pages+ 11 0", "pages+ 12 0"),
        heard.take(),
        "the second event is 4 ms after the start, its clock being that of the trace");
  }

  @Test
  void workThatIsNotDueByTheEndNeverRuns() {
    kernel = new ReplayKernel(tape, TestArch.x86(), false, new Wall());
    kernel.attach(new SchemeChoice(SchemeDescription.named("heard").build(), heard, Options.NONE));
    heard.view.defer(10 * Tape.TICK, cpu -> heard.lines.add("worker"));
    tape.pageAlloc(16, 0);
    Replays.play(tape, kernel);

    assertEquals(List.of("pages+ 10 0"), heard.take());
  }

  @Test
  void stacksComeAndGoWithTheirAreas() {
    long area = 0xffffc90000018000L;
    tape.vmapAlloc(area, 20480, 16384).vmapAlloc(area + 32768, 20480, 4096).vmapFree(area);
    tape.vmapPurge(area, area + 20480);
    KernelCounts counts = play();

    assertEquals(0, counts.taskStacks());
    assertEquals(
        List.of(
            "area+ ffffc90000018000 4000 4000",
            "stack+ ffffc90000018000 4000",
            "area+ ffffc90000020000 4000 4000",
            "stack- ffffc90000018000 4000",
            "area- ffffc90000018000 4000",
            "purged ffffc90000018000 ffffc9000001d000"),
        heard.take());
  }

  @Test
  void theFreeOfAHashedStackIsTakenForOneOfThem() {
    tape.before.meminfo.put("KernelStack", 32L);
    tape.vmapFree(0xffffc90000018000L);
    KernelCounts counts = play();

    assertEquals(1, counts.taskStacks());
    assertEquals(1, counts.unknownFrees());
  }

  @Test
  void overcommitIsWhatAShadowHasBeyondTheFreeMemoryOfTheMachine() {
    tape.before.meminfo.put("MemFree", 40L);
    kernel = new ReplayKernel(tape, TestArch.x86(), false, new Wall());
    var attached =
        kernel.attach(
            new SchemeChoice(SchemeDescription.named("heard").build(), heard, Options.NONE));
    heard.view.space().map(0, 0xffffed1000000000L, (byte) 0, FrameUse.ON_DEMAND);
    assertEquals(0, attached.footprint().overcommitKb());
    tape.pageAlloc(16, 3).pageFree(16, 3);
    Replays.play(tape, kernel);

    assertEquals(8, attached.footprint().overcommitKb(), "16 kB where 40 - 32 kB were free");
  }

  @Test
  void anArchitectureWithOtherPagesIsRefused() {
    ArchModel x86 = TestArch.x86();
    var geometry =
        new PageTableGeometry(
            14, List.of(11, 11, 11), List.of("pte", "pmd", "pgd"), List.of(14, 25));
    var other = new ArchModel("other", x86.layout(), geometry, x86.tlb(), x86.costs());

    String message =
        assertThrows(
                BadInputException.class, () -> new ReplayKernel(tape, other, false, new Wall()))
            .getMessage();
    assertEquals(
        "tape was recorded with pages of 4096 bytes; other is set to pages of 16384", message);
  }
}
