// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Tags;
import kasan.lab.api.finding.TraceLine.Frame;
import kasan.lab.api.finding.Track;
import kasan.lab.api.finding.VmallocRegion;
import kasan.report.internal.linux.LinuxReport;
import org.junit.jupiter.api.Test;

/** Reports of each era are read, with the words that the kernels of that era use. */
class ReportParserTest {
  @Test
  void everyPartOfAReportOf612IsReadAndPrintedAgain() {
    ParsedReport report = only("slab-use-after-free");
    assertEquals(List.of(), report.unreadSamples());
    assertFalse(report.cutShort());
    Finding finding = report.finding();
    assertEquals(new Symbol("toy_read", 0x41, 0x90, "toy", ""), finding.function());
    assertEquals(new Access(Kind.READ, 4, 0xffff88810a2b4c10L, "cat/n 1", 512), finding.access());
    DumpInfo info = finding.info();
    assertEquals(1, info.cpu());
    assertEquals(1000, info.uid());
    assertTrue(info.kdump());
    assertEquals("6.12.0-toy+", info.release());
    assertEquals("Toy Machine/Board 1, BIOS 2.0 01/01/2024", info.hardware());
    Track allocated = finding.allocated();
    assertEquals(510, allocated.pid());
    assertEquals(0, allocated.cpu());
    assertEquals(12_000_345L, allocated.micros());
    assertEquals(4294967295L, finding.freed().pid());
    assertEquals(2, finding.relatedWork().size());
    assertEquals(
        new SlabObject.Region(
            16,
            SlabObject.Side.INSIDE,
            SlabObject.State.FREED,
            0xffff88810a2b4c00L,
            0xffff88810a2b4c40L),
        finding.object().region());
    assertEquals(10, finding.page().size());
    assertEquals(0xffff88810a2b4c10L, finding.memoryState().firstBadAddress());
    assertEquals(
        Fixtures.text("slab-use-after-free").stripTrailing(),
        String.join("\n", LinuxReport.lines(finding)));
  }

  @Test
  void linux44HasTheAddressInItsTitleAndTheObjectInSlubsReport() {
    Finding finding = only("linux-4.4").finding();
    assertEquals(new Symbol("toy_write", 0x6b, 0x80, "toy", ""), finding.function());
    assertEquals(new Access(Kind.WRITE, 1, 0xffff8800690bc57bL, "tee", 1689), finding.access());
    assertEquals(new SlabObject(0xffff8800690bc500L, "kmalloc-128", null, null), finding.object());
    assertEquals(1690, finding.allocated().pid());
    assertEquals(1, finding.allocated().cpu());
    assertEquals(2, finding.allocated().stack().reliableFrames().size());
    assertEquals(
        List.of(
            " dump_stack+0x46/0x58",
            " ? toy_write+0x6b/0x80 [toy]",
            " <IRQ>",
            " vfs_write+0xe1/0x1b0"),
        finding.callTrace().lines().stream().map(line -> line.text()).toList());
    assertEquals(0xffffffff81cc68aeL, ((Frame) finding.callTrace().lines().get(0)).pc());
    assertEquals(0xffff8800690bc578L, finding.memoryState().firstBadAddress());
    assertEquals("G    B          ", finding.info().taint());
    assertNull(finding.info().uid());
  }

  @Test
  void linux49NamesTheObjectInOneLineAndTheTaskInAnother() {
    List<ParsedReport> reports = Fixtures.reports("linux-4.9");
    assertEquals(3, reports.size());
    Finding finding = reports.get(0).finding();
    assertEquals(0xffff8801d0c6b080L, finding.address());
    assertEquals(new SlabObject(0xffff8801d0c6b080L, "kmalloc-96", 96L, null), finding.object());
    assertEquals(5760, finding.allocated().pid());
    assertEquals(3, finding.freed().pid());
    assertTrue(finding.freed().stack().isEmpty());
    assertEquals(
        List.of("dump_stack", "toy_peek", "toy_read"),
        finding.callTrace().reliableFrames().stream().map(f -> f.symbol().name()).toList());
    assertEquals(0, reports.get(0).unreadLines());
  }

  @Test
  void linux49HasATitleOfItsOwnForABadFree() {
    Finding finding = Fixtures.reports("linux-4.9").get(1).finding();
    assertEquals("double-free or invalid-free", finding.bugClass());
    assertEquals(Kind.FREE, finding.access().kind());
    assertEquals("kmalloc-96", finding.object().cache());
  }

  @Test
  void anAddressWithoutShadowWasOnceReportedWithoutAFunction() {
    Finding finding = Fixtures.reports("linux-4.9").get(2).finding();
    assertEquals("user-memory-access", finding.bugClass());
    assertNull(finding.function());
    assertEquals(new Access(Kind.WRITE, 8, 0xdeadbee8L, "syz", 5766), finding.access());
  }

  @Test
  void linux54SpeaksOfTheFrameInOneLine() {
    StackFrame frame = only("linux-5.4-stack").finding().stackFrame();
    assertEquals(42, frame.offset());
    assertEquals(new Symbol("toy_sum", 0, 0x70), frame.function());
    assertEquals(
        List.of(
            new StackFrame.Variable(32, 42, "it's a name"), new StackFrame.Variable(64, 72, "n")),
        frame.objects());
    assertEquals(4, only("linux-5.4-stack").finding().page().size());
  }

  @Test
  void linux65PrintsWhereAVmallocAreaEnds() {
    assertEquals(
        new VmallocRegion(
            null, 0xffffc90000a3c000L, 0xffffc90000a3e000L, new Symbol("toy_init", 0x25, 0x100)),
        only("linux-6.5-vmalloc").finding().vmalloc());
  }

  @Test
  void contextsThatPrintAtTheSameTimeAreKeptApart() {
    List<ParsedReport> reports = Fixtures.reports("contexts");
    assertEquals(2, reports.size());
    Finding slab = reports.get(0).finding();
    assertEquals("slab-out-of-bounds", slab.bugClass());
    assertEquals(0, reports.get(0).unreadLines());
    assertFalse(reports.get(0).cutShort());
    assertEquals("tee", slab.info().comm());
    assertEquals(2, slab.callTrace().lines().size());
    assertEquals(0xffff888003f85d70L, slab.memoryState().firstBadAddress());
    Finding fault = reports.get(1).finding();
    assertEquals("null-ptr-deref", fault.bugClass());
    assertEquals(new Symbol("toy_tick", 0x1f, 0x40), fault.function());
    assertEquals(
        new FaultRange(
            "general protection fault, probably for non-canonical address 0xdffffc0000000003:"
                + " 0000 [#1] PREEMPT SMP KASAN",
            "",
            0x18,
            0x1f),
        fault.faultRange());
    assertEquals(0, reports.get(1).unreadLines());
  }

  @Test
  void tagsAreReadAndRowsThenStandFor256Bytes() {
    Finding finding = Fixtures.reports("arm64").get(0).finding();
    assertEquals(new Tags(0xf4, 0xfe), finding.tags());
    MemoryState state = finding.memoryState();
    assertEquals(16, state.granule());
    assertEquals(0xffff000027080260L, state.firstBadAddress());
    assertEquals("(C)", finding.callTrace().reliableFrames().get(0).symbol().source());
  }

  @Test
  void anAsynchronousFaultHasNothingButAStack() {
    ParsedReport report = Fixtures.reports("arm64").get(1);
    Finding finding = report.finding();
    assertEquals("invalid-access", finding.bugClass());
    assertNull(finding.function());
    assertNull(finding.access());
    assertEquals(0, report.unreadLines());
    assertFalse(report.cutShort());
  }

  @Test
  void aFaultOfArm64NamesItsInstructionInPc() {
    ParsedReport report = Fixtures.reports("arm64").get(2);
    assertEquals(new Symbol("toy_seek", 0x1c, 0x80), report.finding().function());
    assertEquals(8, report.finding().faultRange().first());
    assertEquals(0, report.unreadLines());
  }

  @Test
  void aReportThatTheLogCutsOffKeepsWhatThereIs() {
    String text = Fixtures.text("slab-use-after-free");
    ParsedReport report =
        RealReports.parse(text.substring(0, text.indexOf("Freed by task"))).reports().get(0);
    assertTrue(report.cutShort());
    assertEquals(510, report.finding().allocated().pid());
    assertNull(report.finding().freed());
    assertNull(report.finding().memoryState());
  }

  @Test
  void aReportThatAnotherCutsOffEndsThere() {
    String text = Fixtures.text("slab-use-after-free");
    String cut = text.substring(0, text.indexOf("Memory state"));
    List<ParsedReport> reports = RealReports.parse(cut + text).reports();
    assertEquals(2, reports.size());
    assertNull(reports.get(0).finding().memoryState());
    assertNotNull(reports.get(1).finding().memoryState());
  }

  @Test
  void everyReportOfALogIsFoundWithItsLine() {
    String text = Fixtures.text("slab-use-after-free");
    int lines = (int) text.lines().count();
    List<ParsedReport> reports = RealReports.parse("a\nb\n" + text + "c\n" + text).reports();
    assertEquals(2, reports.size());
    assertEquals(4, reports.get(0).line());
    assertEquals(4 + lines + 1, reports.get(1).line());
    assertEquals(reports.get(0).finding(), reports.get(1).finding());
  }

  @Test
  void linesOfOthersInAReportAreCounted() {
    String text =
        Fixtures.text("slab-use-after-free").replace("\nFreed by", "\nlogin: hm\nFreed by");
    ParsedReport report = RealReports.parse(text).reports().get(0);
    assertEquals(1, report.unreadLines());
    assertEquals(List.of("login: hm"), report.unreadSamples());
    assertNotNull(report.finding().freed());
  }

  @Test
  void sizesAreUnsigned() {
    // KUnit's memmove(p, p + 4, (size_t)-2)
    String text =
        """
        BUG: KASAN: out-of-bounds in f+0x1/0x2
        Read of size 18446744073709551614 at addr ffff888003f85d04 by task t/1
        """;
    assertEquals(-2, RealReports.parse(text).reports().get(0).finding().access().size());
  }

  @Test
  void proseAboutABugIsNoReport() {
    String text =
        """
        we saw BUG: KASAN: slab-out-of-bounds in toy when reading
        Kernel panic - not syncing: KASAN: panic_on_warn set ...
        BUG: KASAN:
        KASAN: null-ptr-deref in range
        kasan: KernelAddressSanitizer initialized (generic)
        """;
    assertEquals(List.of(), RealReports.parse(text).reports());
  }

  @Test
  void aMarkedByteOrAnotherArrowPointsToTheBadByteToo() {
    String head =
        "BUG: KASAN: slab-out-of-bounds in f+0x1/0x2\nMemory state around the buggy address:\n";
    String row = "=>0xffff888003f85d00: 00 00[03]fc fc fc\n";
    MemoryState state = RealReports.parse(head + row).reports().get(0).finding().memoryState();
    assertEquals(0xffff888003f85d10L, state.firstBadAddress());
    assertEquals(6, state.rows().get(0).length());
    assertEquals(3, state.rows().get(0).at(2));
    String carets = " ffff888003f85d00: 00 00 03 fc\n                         ^^\n";
    assertEquals(
        0xffff888003f85d10L,
        RealReports.parse(head + carets)
            .reports()
            .get(0)
            .finding()
            .memoryState()
            .firstBadAddress());
  }

  private static ParsedReport only(String name) {
    List<ParsedReport> reports = Fixtures.reports(name);
    assertEquals(1, reports.size());
    return reports.get(0);
  }
}
