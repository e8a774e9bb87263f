// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.Recording;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One trace, spelled in the ways that options of the kernel and the way to the reader make. */
final class OtherSpellingsTest extends RecordingFiles {
  private static final String TRACE =
      """
      # tracer: nop
      #
      # entries-in-buffer/entries-written: 8/8   #P:2
      #
      #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
      #              | |         |   |||||     |         |
                  make-700     [001] ...1.     0.016420: tracing_mark_write: snapshot before: begin
                  make-700     [001] .....     0.016421: mm_page_alloc: page=ffffea0000040000 pfn=0x1000 order=0 migratetype=0 gfp_flags=GFP_KERNEL|__GFP_COMP
                  make-700     [001] .....     0.016422: kmem_cache_alloc: call_site=f+0x1/0x2 ptr=ffff888001000000 name=skbuff head bytes_req=24 bytes_alloc=24 gfp_flags=GFP_KERNEL node=-1 accounted=false
       Isolated Web Co-512     [000] d..1.     0.016437: kmalloc: call_site=g+0x3/0x4 ptr=ffff888001000040 bytes_req=16 bytes_alloc=16 gfp_flags=GFP_KERNEL node=-1 accounted=false
                <idle>-0       [000] dNs1.     0.016453: kmem_cache_free: call_site=f+0x1/0x2 ptr=ffff888001000000 name=skbuff head
                  make-700     [001] .....     0.016465: kfree: call_site=g+0x3/0x4 ptr=0000000000000000
                  make-700     [001] .....     0.016470: alloc_vmap_area: va_start: 18446683600570023936 size=20480 align=16384 vstart=0xffffc90000000000 vend=0xffffe8ffffffffff failed=0
                  make-700     [001] .....     0.016490: mm_page_free: page=ffffea0000040000 pfn=0x1000 order=0
      """;

  private List<String> rows(String name, byte[] bytes) throws IOException {
    Path file = write(name, bytes);
    try (Recording recording = open(file, Map.of());
        var source = recording.open(Set.copyOf(EnumSet.of(EventField.CACHE_NAME)))) {
      List<String> rows = Rows.of(source);
      assertEquals(0, source.lostEvents());
      return rows;
    }
  }

  private List<String> rows(String text) throws IOException {
    return rows("t.txt", text.getBytes(UTF_8));
  }

  private List<String> expected() throws IOException {
    List<String> rows = rows(TRACE);
    assertEquals(7, rows.size(), "all but the free of null");
    return rows;
  }

  private static String withoutPid(String row) {
    return row.replaceAll(" pid=\\S+", "");
  }

  /** What the kernel writes with the option {@code fields}: each field raw, in hex and decimal. */
  @Test
  void fieldsAsTheyLieInTheBuffer() throws IOException {
    String fields =
        """
        # tracer: nop
        #
        # entries-in-buffer/entries-written: 8/8   #P:2
        #
                    make-700     [001] ...1.     0.016420: UNKNOWN TYPE 5
                    make-700     [001] .....     0.016421: mm_page_alloc: pfn=0x1000 (4096) order=0x0 (0) gfp_flags=0x40cc0 (265408) migratetype=0x0 (0)
                    make-700     [001] .....     0.016422: kmem_cache_alloc: call_site=f+0x1/0x2 (-2123465228) ptr=0xffff888001000000 (-131391623626752) name=skbuff head bytes_req=0x18 (24) bytes_alloc=0x18 (24) gfp_flags=0xcc0 (3264) node=0xffffffff (-1) accounted=(0)
         Isolated Web Co-512     [000] d..1.     0.016437: kmalloc: call_site=g+0x3/0x4 (-2123465228) ptr=0xffff888001000040 (-131391623626688) bytes_req=0x10 (16) bytes_alloc=0x10 (16) gfp_flags=0xcc0 (3264) node=0xffffffff (-1)
                  <idle>-0       [000] dNs1.     0.016453: kmem_cache_free: call_site=f+0x1/0x2 (-2123527391) ptr=0xffff888001000000 (-131391623626752) name=skbuff head
                    make-700     [001] .....     0.016465: kfree: call_site=g+0x3/0x4 (-2125840851) ptr=0x0 (0)
                    make-700     [001] .....     0.016470: alloc_vmap_area: addr=0xffffc90000000000 (-60473139527680) size=0x5000 (20480) align=0x4000 (16384) vstart=0xffffc90000000000 (-60473139527680) vend=0xffffe8ffffffffff (-25288767438849) failed=0x0 (0)
                    make-700     [001] .....     0.016490: mm_page_free: pfn=0x1000 (4096) order=0x0 (0)
        """;
    List<String> expected = new ArrayList<>(expected());
    expected.remove(0); // the kernel writes no text of a mark so
    assertEquals(expected, rows(fields));
  }

  /** Flags without names would make other loads of files and tables than those recorded. */
  @Test
  void fieldsAsTheyLieInTheBufferHaveNoFlagsForALoad() throws IOException {
    Path file =
        write(
            "t.txt",
            "# tracer: nop\n            make-700     [001] .....     0.016421: mm_page_alloc:"
                + " pfn=0x1000 (4096) order=0x0 (0) gfp_flags=0x40cc0 (265408) migratetype=0x0"
                + " (0)\n");
    try (Recording recording = open(file, Map.of());
        var source = recording.open(Set.of(EventField.GFP))) {
      assertEquals(
          "DIR/t.txt, line 2: gfp_flags=0x40cc0 is a number, as options/fields writes it; a load is"
              + " derived from names of flags, recorded with: echo nofields >"
              + " /sys/kernel/tracing/trace_options",
          complaint(() -> Rows.of(source)));
    }
  }

  private String complaint(Runnable reading) {
    try {
      reading.run();
      return "none";
    } catch (kasan.api.BadInputException e) {
      return String.valueOf(e.getMessage()).replace(dir.toString(), "DIR");
    }
  }

  /**
   * Columns of the latency format: names cut at 8 bytes, then CPU and flags in one word, of which
   * older kernels have fewer, and microseconds with a mark for a long wait.
   */
  @ParameterizedTest
  @ValueSource(strings = {"%s.....", "%s....", "%s...", "%sd..1.", "%sdNs2", "%sDNh11", "%s..s.."})
  void latencyFormat(String flags) throws IOException {
    var text = new StringBuilder("# tracer: nop\n#\n# nop latency trace v1.1.5 on 6.12.0\n");
    text.append("# --------------------------------------------------------------------\n");
    text.append("# latency: 0 us, #8/8, CPU#0 | (M:desktop VP:0, KP:0, SP:0 HP:0 #P:2)\n");
    text.append("#    -----------------\n#    | task: -0 (uid:0 nice:0 policy:0 rt_prio:0)\n");
    text.append("#    -----------------\n#\n");
    text.append("#                    _------=> CPU#            \n");
    text.append("#                   / _-----=> irqs-off|need-resched\n");
    text.append("#  cmd     pid     |||||| time  |   caller     \n");
    int line = 0;
    String marks = " +!# *@$";
    for (String event : TRACE.lines().filter(l -> l.contains("] ")).toList()) {
      int dash = event.indexOf('-');
      String comm = event.substring(0, dash).strip();
      String pid = event.substring(dash + 1, event.indexOf(' ', dash));
      int bracket = event.indexOf('[');
      String cpu = event.substring(bracket + 3, bracket + 4);
      int point = event.indexOf("0.016");
      text.append(
          String.format(
              "%8.8s-%-7s %s%s %4sus%s: %s%n",
              comm,
              pid,
              "  ",
              String.format(flags, cpu),
              event.substring(point + 3, point + 8),
              marks.charAt(line++),
              event.substring(point + 10)));
    }
    assertEquals(expected(), rows(text.toString()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "    bash-5545      1..... 20106807: kfree: call_site=f ptr=ffff888001000000"
            + "=> time 20106807 is no time in seconds, as of the clocks counter and x86-tsc; record"
            + " with: echo mono > /sys/kernel/tracing/trace_clock",
        "  bash    5545   1 0 00000000 00000000 [28c5abad] 16.420ms (+0.002ms): kfree: ptr=1"
            + "=> in the format of options/verbose; record without: echo noverbose >"
            + " /sys/kernel/tracing/trace_options",
        "5545 1 685135567641 type: 656"
            + "=> in the format of options/raw; record without: echo noraw >"
            + " /sys/kernel/tracing/trace_options",
        "000015a9 00000000 0000009f8c8b8cef type: 656"
            + "=> in the format of options/hex; record without: echo nohex >"
            + " /sys/kernel/tracing/trace_options",
        "kmem_cache_free: call_site=f+0x1/0x2 ptr=ffff888001000000 name=filp"
            + "=> no task, CPU and time before the event; record with: echo context-info >"
            + " /sys/kernel/tracing/trace_options",
      })
  void otherOptionsOfTheKernelAreNamed(String line, String complaint) throws IOException {
    assertEquals(
        "DIR/t.txt, line 2: " + complaint,
        refusal(write("t.txt", "# tracer: nop\n" + line + "\n")));
  }

  @Test
  void valuesAsTheyLieInMemoryAreNamed() throws IOException {
    String line = ")\u0015\0\0\1\0\0\0\u0017\u000e)\u0014\u001f\0\0\0type: 656";

    assertEquals(
        "DIR/t.txt, line 2: in the format of options/bin; record without: echo nobin >"
            + " /sys/kernel/tracing/trace_options",
        refusal(write("t.txt", "# tracer: nop\n" + line + "\n")));
  }

  static List<Charset> wide() {
    return List.of(UTF_16, UTF_16LE, java.nio.charset.StandardCharsets.UTF_16BE);
  }

  @ParameterizedTest
  @MethodSource("wide")
  void twoBytesACharacter(Charset charset) throws IOException {
    assertEquals(expected(), rows("t.txt", TRACE.getBytes(charset)));
    assertEquals(
        expected(), rows("t.txt", ("\ufeff" + TRACE.replace("\n", "\r\n")).getBytes(UTF_16LE)));
  }

  @Test
  void twoBytesACharacterAndNoTrace() throws IOException {
    assertEquals(
        "DIR/t.txt: line 1: expected a line of a trace, such as 'TASK-PID [CPU] SECONDS.MICROS:"
            + " EVENT: FIELDS', found 'Dear list,'",
        refusal(write("t.txt", "\ufeffDear list,\r\n".getBytes(UTF_16LE))));
  }

  static List<String> prefixes() {
    return List.of(
        "> ",
        ">> ",
        "> > ",
        "| ",
        "    ",
        "[%5d.123456] ",
        "[ %4d.123456][ T%d] ",
        "Nov 30 14:%02d:07 board kernel: [   12.%06d] ",
        "Nov 30 14:%02d:07 a-host collector[%d]: ",
        "2026-11-30T14:%02d:07.123456+00:00 node7 trace[%d]: ",
        "2026-11-30 14:%02d:07,123 INFO  reader %d - ",
        "<%d>",
        "trace.txt:%d:",
        "%6d\t",
        "%02d-30 14:15:16.%03d  root     0     0 I ftrace  : ",
        "kernel: ");
  }

  private static String prefixed(String prefix, boolean header) {
    var text = new StringBuilder();
    int number = 7;
    for (String line : TRACE.lines().toList()) {
      if (header || line.charAt(0) != '#') {
        number++;
        text.append(String.format(prefix, number, 3 * number)).append(line).append('\n');
      }
    }
    return text.toString();
  }

  /** A mail, a log, a program that numbers lines: the same in front of each. */
  @ParameterizedTest
  @MethodSource("prefixes")
  void somethingInFrontOfEachLine(String prefix) throws IOException {
    assertEquals(expected(), rows(prefixed(prefix, true)));
    assertEquals(expected(), rows(prefixed(prefix, false)));
  }

  /** Blanks at line ends, and runs of blanks, do not survive every transport. */
  @ParameterizedTest
  @MethodSource("prefixes")
  void somethingInFrontAndBlanksLost(String prefix) throws IOException {
    String text = prefixed(prefix, true).replaceAll("(?<=\\S) +", " ").replaceAll("(?m) +$", "");
    assertEquals(expected(), rows(text));
  }

  @Test
  void stacksBehindWhatStandsInFront() throws IOException {
    String stack = " => do_one\n => do_two+0x10/0x20\n";
    String text = TRACE.replace("accounted=false\n", "accounted=false\n" + stack);
    assertFalse(text.equals(TRACE));
    String quoted = text.replaceAll("(?m)^", "> ").replaceAll("(?m)^> $", "");
    assertEquals(expected(), rows(quoted));
  }

  /** What the kernel writes into its log with {@code ftrace_dump_on_oops}. */
  @Test
  void aDumpInTheKernelsLog() throws IOException {
    var text = new StringBuilder("[   99.000001] Dumping ftrace buffer:\n");
    String rule = "[   99.000002] ---------------------------------\n";
    text.append(rule);
    for (String event : TRACE.lines().filter(l -> l.contains("] ")).toList()) {
      int point = event.indexOf("0.016");
      String task = event.substring(0, event.indexOf('[')).strip();
      text.append("[   99.000003] ")
          .append(task)
          .append("   ")
          .append(event.charAt(event.indexOf('[') + 3))
          .append("..... ")
          .append(event, point + 3, point + 8)
          .append("us : ")
          .append(event.substring(point + 10))
          .append('\n');
    }
    text.append(rule);
    assertEquals(
        expected().stream().map(OtherSpellingsTest::withoutPid).toList(),
        rows(text.toString()).stream().map(OtherSpellingsTest::withoutPid).toList());
  }

  @Test
  void aLineThatIsNoEventIsNotSteppedOver() throws IOException {
    String text = prefixed("> ", true) + "> and this is what I think\n";
    assertEquals(
        "DIR/t.txt, line 15: expected 'TASK-PID [CPU] SECONDS.MICROS: EVENT: FIELDS', found 'and"
            + " this is what I think'",
        refusal(write("t.txt", text)));
  }
}
