// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import kasan.explain.internal.frame.Trace;
import kasan.explain.internal.log.ReportParser.Log;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One report in the log is one report, whatever stands in the middle of it. */
class SegmentationTest {
  private static final String REPORT = Fixtures.text("slab-use-after-free");

  @Test
  void titlesOfInlinedFunctionsBelongToOneReport() {
    ParsedReport report =
        only(
            """
            BUG: KASAN: use-after-free in atomic_read include/toy.h:5 [inline]
            BUG: KASAN: use-after-free in toy_get include/toy.h:9 [inline]
            BUG: KASAN: use-after-free in toy_read+0x1/0x2 toy.c:3
            Read of size 4 at addr ffff888003f85d04 by task t/1
            Call Trace:
             atomic_read include/toy.h:5 [inline]
             toy_get include/toy.h:9 [inline]
             toy_read+0x1/0x2 toy.c:3
            """);
    assertEquals("toy_read", report.finding().function().name());
    assertEquals(List.of("atomic_read", "toy_get"), report.inlined());
    assertEquals(1, report.line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Re: BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2",
        "> Subject: BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2 [toy]",
        "+ * BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2",
        "-BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2",
        "We see BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2 now and then.",
        "BUG: KASAN: slab-use-after-free in toy_read+0x1/0x2 was seen on two boards",
        "7: W3 Line is long (90>80): \"BUG: KASAN: slab-out-of-bounds in f+0x1/0x2 a/b.c:4\"",
        "On Fri at 12:34:56 he wrote: BUG: KASAN: use-after-free in f+0x1/0x2"
      })
  void aLineThatOnlySpeaksOfAReportIsCountedAndIsNone(String line) {
    ReportParser.Log log = RealReports.parse("Hello,\n" + line + "\nthanks\n");
    assertEquals(List.of(), log.reports());
    assertEquals(1, log.mentions());
  }

  @Test
  void aSubjectInFrontOfItsReportIsNoReport() {
    ReportParser.Log log =
        RealReports.parse("Subject: BUG: KASAN: use-after-free in toy_read+0x1/0x2\n\n" + REPORT);
    assertEquals(1, log.reports().size());
    assertEquals(4, log.reports().get(0).line());
    assertEquals(1, log.mentions());
  }

  @Test
  void aPromptInFrontOfATitleDoesNotHideIt() {
    String log = REPORT.replace("BUG: KASAN", "login: BUG: KASAN");
    assertEquals(Fixtures.reports("slab-use-after-free").get(0).finding(), only(log).finding());
  }

  @Test
  void aWarningOfAnotherProcessorDoesNotEndAReport() {
    String warning =
        """
        ------------[ cut here ]------------
        WARNING: CPU: 0 PID: 77 at net/other.c:1 other_warn+0x1/0x2
        Modules linked in: toy
        CPU: 0 UID: 0 PID: 77 Comm: other Not tainted 6.12.0 #1
        RIP: 0010:other_warn+0x1/0x2
        Call Trace:
         <TASK>
         other_warn+0x1/0x2
         other_work+0x3/0x4
         </TASK>
        ---[ end trace 0000000000000000 ]---
        """;
    for (String before :
        List.of("CPU: 1 UID", "Call Trace:", "Allocated by", "Freed by", "Memory")) {
      String log = REPORT.replaceFirst("(?m)^" + before, warning + before);
      ParsedReport report = only(log);
      assertEquals(
          Fixtures.reports("slab-use-after-free").get(0).finding(), report.finding(), before);
      long lines = warning.lines().count();
      assertTrue(lines - report.unreadLines() >= 0 && lines - report.unreadLines() <= 2, before);
      assertFalse(report.cutShort());
    }
  }

  @Test
  void aReportWithoutARuleIsNotGivenTheTraceOfTheNextWarning() {
    String cut = REPORT.substring(0, REPORT.indexOf("Freed by"));
    ParsedReport report =
        only(
            cut
                + """
                ------------[ cut here ]------------
                WARNING: CPU: 1 PID: 512 at net/other.c:1 other_warn+0x1/0x2
                CPU: 1 UID: 0 PID: 512 Comm: cat/n 1 Not tainted 6.12.0 #1
                Call Trace:
                 other_warn+0x1/0x2
                ---[ end trace 0000000000000000 ]---
                a line of somebody else
                """);
    assertTrue(report.cutShort());
    assertEquals(0, report.unreadLines());
    assertTrue(
        report.finding().callTrace().reliableFrames().stream()
            .noneMatch(frame -> frame.symbol().name().equals("other_warn")));
  }

  @Test
  void aTraceOfAnotherProcessorIsNotBlamedForAFault() {
    Finding finding =
        only("""
                [ 1.000000] kasan: CONFIG_KASAN_INLINE enabled
                [ 1.000001] CPU: 0 PID: 5 Comm: a Not tainted 4.15.0+ #1
                [ 1.000002] kasan: GPF could be caused by NULL-ptr deref or user memory access
                [ 1.000003] Call Trace:
                [ 1.000004]  dump_stack+0x1/0x2
                [ 1.000005]  should_fail+0x1/0x2
                [ 1.000006] general protection fault: 0000 [#1] SMP KASAN
                [ 1.000007] CPU: 1 PID: 6 Comm: b Not tainted 4.15.0+ #1
                [ 1.000008] RIP: 0010:toy_read+0x1/0x2
                [ 1.000009] Call Trace:
                [ 1.000010]  toy_call+0x1/0x2
                """)
            .finding();
    assertEquals(new Symbol("toy_read", 1, 2), finding.function());
    assertEquals(6, finding.info().pid());
    assertEquals(1, finding.callTrace().reliableFrames().size());
  }

  @Test
  void theShortRuleOfDecodecodeEndsNothing() {
    String code =
        """
        RIP: 0033:0x7f0011223344
        Code: 0f 05 48
        All code
        ========
           0:\t0f 05                \tsyscall
           2:*\t48                   \trex.W\t\t<-- trapping instruction

        Code starting with the faulting instruction
        ===========================================
           0:\t48                   \trex.W
        """;
    ParsedReport report =
        only(REPORT.replaceFirst("(?m)^RIP: .*\nCode: .*\n", code.replace("\\", "\\\\")));
    assertNotNull(report.finding().memoryState());
    assertNotNull(report.finding().freed());
    assertEquals(0, report.unreadLines());
  }

  @Test
  void aTitleAloneSaysSoAndNamesWhatFollows() {
    ParsedReport last = only("[ 1.000000] BUG: KASAN: use-after-free in toy_read+0x1/0x2\n");
    assertTrue(last.titleOnly());
    assertTrue(last.cutShort());
    ParsedReport strange =
        only("[ 1.000000] BUG: KASAN: use-after-free in toy_read+0x1/0x2\n%%q7 daeR\n%%x9 ezis\n");
    assertTrue(strange.titleOnly());
    assertFalse(strange.cutShort());
    assertEquals("%%q7 daeR", strange.nextLine());
  }

  @Test
  void aReportThatNeverEndsIsKeptSmallAndSaysWhatIsLeftOut() {
    String head = REPORT.substring(0, REPORT.indexOf(" dump_stack_lvl"));
    ParsedReport report = only(head + " toy_read+0x1/0x2\n".repeat(5000));
    assertEquals(Trace.MAX_LINES, report.finding().callTrace().lines().size());
    assertEquals(5001 - Trace.MAX_LINES, report.leftOut());
    assertNull(report.finding().freed());
  }

  private static ParsedReport only(String text) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size());
    return reports.get(0);
  }

  @Test
  void everyFrameOfATraceWithoutEndIsKeptOrCountedOnce() {
    Random random = new Random(5);
    for (String end : List.of("\n", "\r\n")) {
      StringBuilder log = new StringBuilder();
      String[] lines = Fixtures.text("slab-use-after-free").split("\n", -1);
      int heading = List.of(lines).indexOf("Call Trace:");
      for (int i = 0; i <= heading; i++) {
        log.append(stamped(random, 1, lines[i], end));
      }
      int frames = 0;
      while (log.length() < 1_000_000) {
        String frame =
            switch (random.nextInt(50)) {
              case 0 -> " ? f_" + frames + ".cold+0x1/0x2";
              case 1 -> " <IRQ>";
              case 2 -> " g-h+0x1/0x2 [some_module]";
              default -> " f$" + frames + "+0x1a/0x2b";
            };
        log.append(stamped(random, 1, frame, end));
        frames++;
        if (random.nextInt(100) == 0) {
          log.append(stamped(random, 2, " of_another+0x1/0x2", end));
        }
      }
      for (int i = heading + 1; i < lines.length; i++) {
        log.append(stamped(random, 1, lines[i], end));
      }
      Log read = RealReports.parse(log.toString());
      assertEquals(log.toString().lines().count(), read.lines());
      assertEquals(1, read.reports().size());
      ParsedReport report = read.reports().get(0);
      int own =
          RealReports.parse(Fixtures.text("slab-use-after-free"))
              .reports()
              .get(0)
              .finding()
              .callTrace()
              .lines()
              .size();
      assertEquals(own + frames - Trace.MAX_LINES, report.leftOut());
      assertNotNull(report.finding().memoryState());
    }
  }

  private static String stamped(Random random, int task, String line, String end) {
    return String.format(
        Locale.ROOT, "[%5d.%06d][   T%d] %s%s", random.nextInt(90_000), 17, task, line, end);
  }
}
