// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import kasan.explain.internal.frame.Frames;
import kasan.explain.internal.frame.ProcessorLine;
import kasan.explain.internal.frame.Trace;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Traces of every architecture and tool are read to the frame. */
class FramesTest {
  @Test
  void armNamesCalleeAndCallerInALine() {
    assertEquals(
        List.of("unwind_backtrace", "show_stack", "kasan_report", "memset", "toy_poll", "do_idle"),
        names(
            " unwind_backtrace from show_stack+0x18/0x1c",
            " kasan_report from memset+0x20/0x3c",
            " memset from toy_poll+0xcc/0x2ec",
            " toy_poll from do_idle+0x264/0x354"));
    assertEquals(
        List.of("unwind_backtrace", "show_stack", "toy_poll"),
        names(
            "[<c0113d3c>] (unwind_backtrace) from [<c010e4b4>] (show_stack+0x10/0x14)",
            "[<c010e4b4>] (show_stack) from [<c0910dcc>] (toy_poll+0x98/0xd0)"));
  }

  @Test
  void powerpcPrintsStackAndCodeAddress() {
    Trace trace = new Trace();
    Frames.read("[c00000000169f770] [c000000000e83900] toy_write+0x44/0xc0 [toy]", trace);
    Frames.read("[c00000000169f850] [c0000000003f2c0c] vfs_write+0x78/0xb0 (unreliable)", trace);
    Frame first = (Frame) trace.toStackTrace().lines().get(0);
    assertEquals(new Symbol("toy_write", 0x44, 0xc0, "toy", ""), first.symbol());
    assertEquals(0xc000000000e83900L, first.pc());
    assertFalse(trace.last().reliable());
  }

  @ParameterizedTest
  @CsvSource({
    "'([<000000000011ab1e>] toy_read+0x16e/0x2a0)'",
    "' [<ffffffff8010a0b8>] toy_read+0x80/0xb8'",
    "'[<ffffffff81cc68ae>] ? toy_read+0x1/0x2 [toy]'",
    "' [<9000000000224c24>] toy_read+0x60/0x184'",
    "' toy_read (drivers/toy/toy.c:107 (discriminator 1))'",
    "' ? toy_read (drivers/toy/toy.c:10 drivers/toy/toy.c:12) toy'",
    "' toy_read (./include/toy.h:10 (discriminator 3) drivers/toy.c:12 (discriminator 3)) toy (P)'",
    "' toy_read drivers/toy/toy.c:88 [inline]'",
    "' [<inline>] toy_read drivers/toy/toy.c:88'",
    "' toy_read+0x1/0x2 drivers/toy/toy.c:88 (P)'"
  })
  void aFrameOfAnyFormNamesItsFunction(String line) {
    assertEquals(List.of("toy_read"), names(line));
  }

  @Test
  void decodedFramesKeepFileAndModule() {
    Trace trace = new Trace();
    Frames.read(" toy_read (drivers/toy.c:10 drivers/toy.c:12) toy", trace);
    assertEquals(
        new Symbol("toy_read", -1, -1, "toy", "drivers/toy.c:10 drivers/toy.c:12"),
        trace.last().symbol());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Freed by task 5:",
        "see toy.c (line 5)",
        "it came from there",
        "[48, 64) 'x'",
        " raw: 0000000000000000",
        "a from b"
      })
  void otherLinesAreNoFrames(String line) {
    assertFalse(Frames.read(line, new Trace()));
  }

  @Test
  void aTraceWithoutAHeadingIsRead() {
    Finding finding =
        only(
            """
            BUG: KASAN: slab-out-of-bounds in toy_read+0x1/0x2
            Read of size 1 at addr c1d03d30 by task t/42
            CPU: 0 PID: 42 Comm: t Not tainted 6.1.25 #1
            Hardware name: Generic DT based system
             show_stack from dump_stack+0x40/0x4c
             kasan_report from toy_read+0x1/0x2
            ==================================================================
            """);
    assertEquals(4, finding.callTrace().reliableFrames().size());
  }

  @Test
  void powerpcsRegistersAndEntriesBelongToTheTrace() {
    ParsedReport report =
        report(
            """
            BUG: KASAN: slab-out-of-bounds in toy_write+0x44/0xc0 [toy]
            Read of size 8 at addr c00000000169fac0 by task w/42
            CPU: 0 PID: 42 Comm: w Not tainted 6.8.0 #1
            Call Trace:
            [c00000000169f9c0] [c0000000000d7264] toy_write+0x44/0xc0 [toy]
            --- interrupt: 3000 at 0x7fff93b3d3f4
            NIP:  00007fff93b3d3f4 LR: 00007fff93b3d3f4 CTR: 0000000000000000
            REGS: c00000000169fe80 TRAP: 3000   Not tainted  (6.8.0)
            MSR:  800000000280f033 <SF,VEC,VSX,EE,PR,FP,ME,IR,DR,RI,LE>  CR: 48888208  XER: 00000000
            GPR00: 0000000000000004 00007ffff1ed2d20 00007fff93c37100 0000000000000001
            --- interrupt: 3000
            ==================================================================
            """);
    assertEquals(0, report.unreadLines());
    assertFalse(report.cutShort());
  }

  @Test
  void slubsOwnLinesNameWhoAllocatedWhereNoStackWasKept() {
    Finding finding =
        only(
            """
            BUG: KASAN: use-after-free in toy_read+0x1/0x2 at addr ffff88003a6bd110
            Read of size 8 by task t/6
            =============================================================================
            BUG kmalloc-64 (Not tainted): kasan: bad access detected
            -----------------------------------------------------------------------------

            INFO: Allocated in toy_open+0x55/0x90 [toy] age=10 cpu=0 pid=4
            INFO: Freed in toy_close+0x2b/0x40 age=1 cpu=1 pid=5
            INFO: Object 0xffff88003a6bd100 @offset=256 fp=0x          (null)
            CPU: 0 PID: 6 Comm: t Tainted: G    B           4.4.0 #1
            Call Trace:
             [<ffffffff81cac64d>] toy_read+0x1/0x2
            """);
    assertEquals("kmalloc-64", finding.object().cache());
    assertEquals("toy_open", finding.allocated().stack().reliableFrames().get(0).symbol().name());
    assertEquals(5, finding.freed().pid());
    assertEquals("toy_close", finding.freed().stack().reliableFrames().get(0).symbol().name());
  }

  @ParameterizedTest
  @CsvSource({
    "'Not tainted 6.12.9 #1', , 6.12.9",
    "'Tainted: G    B           4.4.0 #1', 'G    B          ', 4.4.0",
    "'Tainted: G           OE      6.6.32-1-lts #1', 'G           OE     ', 6.6.32-1-lts",
    "'Tainted: G        W  OE    --------- -  - 4.18.0-305.el8.x86_64 #1',"
        + " 'G        W  OE    --------- -  -', 4.18.0-305.el8.x86_64",
    "'Tainted: P                   5.10.0+ #3', 'P                  ', 5.10.0+",
    "'Tainted: G B N next-20240101 #3', 'G B N', next-20240101"
  })
  void taintAndReleaseAreToldApart(String text, String taint, String release) {
    DumpInfo info = ProcessorLine.read("CPU: 1 UID: 0 PID: 42 Comm: a b " + text);
    assertEquals(taint, info.taint());
    assertEquals(release, info.release());
    assertEquals("a b", info.comm());
  }

  private static List<String> names(String... lines) {
    Trace trace = new Trace();
    for (String line : lines) {
      Frames.read(line, trace);
    }
    return trace.toStackTrace().lines().stream()
        .filter(Frame.class::isInstance)
        .map(line -> ((Frame) line).symbol().name())
        .toList();
  }

  private static Finding only(String text) {
    return report(text).finding();
  }

  private static ParsedReport report(String text) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size());
    return reports.get(0);
  }
}
