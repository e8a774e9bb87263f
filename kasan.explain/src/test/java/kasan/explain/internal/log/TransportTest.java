// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import kasan.lab.api.finding.Finding;
import org.junit.jupiter.api.Test;

/** A report is the same by whatever way its text came. */
class TransportTest {
  @Test
  void aReportIsTheSameByWhateverWayItCame() {
    sameWith(line -> "[   12.345678] " + line);
    sameWith(line -> "[   12.345678][  T512] " + line);
    sameWith(line -> "[   12.345678][    C1] " + line);
    sameWith(line -> "<3>[   12.345678] " + line);
    sameWith(line -> "[  +0.000012] " + line);
    sameWith(line -> "[Fri Nov 22 12:34:56 2024] " + line);
    sameWith(line -> "[Nov22 12:34] " + line);
    sameWith(line -> "kern  :err   : [   12.345678] " + line);
    sameWith(line -> "Nov 22 12:34:56 host kernel: [   12.345678] " + line);
    sameWith(line -> "Nov  2 12:34:56 host kernel: " + line);
    sameWith(line -> "Nov 22 12:34:56.123456 host kernel: " + line);
    sameWith(line -> "2024-11-22T12:34:56+0100 host kernel: " + line);
    sameWith(line -> "2024-11-22T12:34:56.1234567Z [   12.345678] " + line);
    sameWith(line -> "3,1234,12345678,-;" + line);
    sameWith(line -> "3,1234,12345678,-,caller=T512;" + line);
    sameWith(line -> "> > [   12.345678] " + line);
    sameWith(line -> "** 93 printk messages dropped ** [   12.345678] " + line);
    sameWith(line -> "login: [   12.345678] " + line);
    sameWith(line -> "\u001b[31m[   12.345678] " + line + "\u001b[0m");
    sameWith(line -> line + "\r");
    sameWith(line -> line + "\r\r");
    sameWith(line -> "\0[   12.345678] " + line);
  }

  /** Each of a way that nobody told the reader of. */
  @Test
  void aPrefixThatRepeatsIsLearned() {
    sameWith(line -> "[12:34:56] " + line);
    sameWith(line -> "[2024-11-22 12:34:56.789] " + line);
    sameWith(line -> "kernel: " + line);
    sameWith(line -> "host kernel: " + line);
    sameWith(line -> "[   12.345678] host kernel: " + line);
    sameWith(line -> "[   12.345678 <    0.000010>] " + line);
    sameWith(line -> "[   12.345678] [   T4242] " + line);
    sameWith(line -> "[Fri Nov 22 12:34:56 2024] [   T4242] " + line);
    sameWith(line -> "[   12.345678] [1:         reader: 4242] " + line);
    sameWith(line -> "[   12.345678] [pid:4242,cpu1,reader]" + line);
    sameWith(line -> "Fri 2024-11-22 12:34:56 UTC host kernel: " + line);
    sameWith(line -> "Nov 22 12:34:56 host.example 3,1000,12345678,-;" + line);
    sameWith(line -> "Nov 22 12:34:56 " + line);
    sameWith(line -> "11-22 12:34:56.789     0     0 E kernel  : " + line);
    sameWith(line -> "<3>1 2024-11-22T12:34:56.789Z host kernel - - - " + line);
    sameWith(line -> "1732278896.123456 " + line);
    sameWith(line -> "ttyUSB0| " + line);
    sameWith(line -> "| " + line);
    sameWith(line -> ">> " + line);
    sameWith(line -> ">" + line);
    sameWith(line -> "> > > " + line);
    sameWith(line -> "JD> " + line);
    sameWith(line -> "    " + line);
    sameWith(line -> "\t" + line);
    sameWith(line -> " * " + line);
    sameWith(line -> "# " + line);
    sameWith(line -> "\u00a0\u00a0" + line);
    sameWith(line -> "node-7 qemu[2231]: [   12.345678] " + line);
    sameWith(line -> "100.5,host,\"" + line + "\",err");
    sameWith(line -> "\u2551 " + line);
    sameWith(line -> "(d3) [   12.345678] " + line);
    sameWith(line -> "<6>[   12.345678] (2)[4242:reader]" + line);
    sameWith(line -> "2024-11-22T12:34:56.789Z In(05) vcpu-0 Guest: <3>[   12.345678] " + line);
  }

  @Test
  void whatChangesFromLineToLineIsLearnedToo() {
    AtomicInteger number = new AtomicInteger(95);
    sameWith(line -> "%5d  %s".formatted(number.incrementAndGet(), line));
    AtomicInteger second = new AtomicInteger(9998);
    sameWith(line -> "[%5d.%06d] %s".formatted(second.incrementAndGet(), 7, line));
    AtomicInteger minute = new AtomicInteger();
    sameWith(
        line -> (minute.getAndIncrement() % 20 == 0 ? "[Nov22 12:34] " : "[  +0.000012] ") + line);
    AtomicInteger level = new AtomicInteger();
    sameWith(line -> "12:34:56 " + "EW".charAt(level.getAndIncrement() % 2) + "/kernel: " + line);
    sameWith(line -> String.format("[INFO:vm/src/serial.rs:%d] ", number.incrementAndGet()) + line);
    sameWith(line -> String.format("%08x: ", number.addAndGet(0xb)) + line);
    sameWith(line -> String.format("[%012x] ", 0xbL * number.incrementAndGet()) + line);
  }

  @Test
  void recordsAreTakenOutOfTheirWrapping() {
    sameWith(line -> "{\"log\":\"" + line + "\\n\",\"stream\":\"stderr\"}");
    sameWith(
        line ->
            "{ \"_HOSTNAME\" : \"host\", \"MESSAGE\" : \"" + line + "\", \"PRIORITY\" : \"3\" }");
    sameWith(line -> line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    sameWith(line -> "3,1234,12345678,-;" + line.replace("\t", "\\x09"));
    sameWith(line -> "Nov 22 12:34:56 host kernel: #033[31m" + line + "#033[0m");
  }

  @Test
  void anEscapedLineFeedEndsALine() {
    String text = Fixtures.text("slab-use-after-free");
    for (String escape : List.of("\\x0a", "#012")) {
      String escaped =
          text.replace("\n which belongs", escape + " which belongs")
              .replace("\n freed 64-byte", escape + " freed 64-byte");
      StringBuilder log = new StringBuilder();
      escaped.lines().forEach(line -> log.append("3,1,2000000,-;").append(line).append('\n'));
      same(log.toString(), escape);
    }
  }

  @Test
  void mailsOfAllEncodingsAreRead() {
    String text = Fixtures.text("slab-use-after-free");
    String head = "From someone Fri Nov 22 12:34:56 2024\nSubject: BUG: KASAN: bug in a driver\n";
    String quoted = text.replace("=", "=3D").replace("by task", "by=\n task");
    same(head + "Content-Transfer-Encoding: quoted-printable\n\n" + quoted, "quoted-printable");
    same(quoted, "quoted-printable without a header");
    String base64 = Base64.getMimeEncoder().encodeToString(text.getBytes(UTF_8));
    same(head + "Content-Transfer-Encoding: base64\n\n" + base64 + "\n\n--x\nbye\n", "base64");
  }

  @Test
  void textOfTwoBytesACharacterIsRead() {
    String text = "\ufeff" + Fixtures.text("slab-use-after-free");
    same(text.getBytes(UTF_16LE), "UTF-16LE");
    same(text.getBytes(UTF_16BE), "UTF-16BE");
    same(text.getBytes(UTF_8), "UTF-8");
  }

  @Test
  void wrappedLinesArePutTogether() {
    String text = Fixtures.text("slab-use-after-free");
    String wrapped =
        text.replace("slab-use-after-free in ", "slab-use-after-free in\n")
            .replace("by task cat", "by\ntask cat")
            .replace(" [toy]", "\n[toy]")
            .replace("64-byte region [", "64-byte region\n[")
            .replaceAll("(?m)^([ >]ffff[0-9a-f]+:(?: [0-9a-f]{2}){12}) ", "$1\n");
    assertTrue(wrapped.lines().count() > text.lines().count() + 10);
    same(wrapped, "wrapped");
    StringBuilder quoted = new StringBuilder();
    for (String line : text.lines().toList()) {
      String whole = "[   12.345678][  T512] " + line;
      int at = whole.length() > 70 ? whole.lastIndexOf(' ', 70) : -1;
      if (at > 30) {
        whole = whole.substring(0, at) + "\n> > " + whole.substring(at + 1);
      }
      quoted.append("> > ").append(whole).append('\n');
    }
    sameExceptLongLines(quoted.toString());
  }

  @Test
  void aCarriageReturnWithTextBehindItEndsALine() {
    String text = Fixtures.text("slab-use-after-free").replace("\n", "\r");
    assertEquals(
        Fixtures.reports("slab-use-after-free").get(0).finding(),
        RealReports.parse(text).reports().get(0).finding());
  }

  @Test
  void journalsPrintTheSecondLineOfAMessageWithoutPrefix() {
    StringBuilder text = new StringBuilder();
    for (String line : Fixtures.text("slab-use-after-free").lines().toList()) {
      boolean second =
          line.startsWith(" which belongs") || line.startsWith(" freed 64-byte region");
      String prefix = second ? "                           " : "Nov 22 12:34:56 host kernel: ";
      text.append(prefix).append(line).append('\n');
    }
    assertEquals(
        Fixtures.reports("slab-use-after-free").get(0).finding(),
        RealReports.parse(text.toString()).reports().get(0).finding());
  }

  /** Code and page dumps may be wrapped where nothing tells; all the rest is put together. */
  private static void sameExceptLongLines(String text) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size());
    Finding finding = reports.get(0).finding();
    Finding expected = Fixtures.reports("slab-use-after-free").get(0).finding();
    assertEquals(expected.function(), finding.function());
    assertEquals(expected.access(), finding.access());
    assertEquals(expected.object(), finding.object());
    assertEquals(expected.allocated(), finding.allocated());
    assertEquals(expected.freed(), finding.freed());
    assertEquals(expected.memoryState().rows(), finding.memoryState().rows());
  }

  /** What looks like the context of a line is a processor, or a thread of whoever passed it on. */
  @Test
  void whatChangesFromLineToLineIsNotWhoPrinted() {
    numbered((i, line) -> String.format("[   12.%06d][%6s] %s", i, i % 2 == 0 ? "C0" : "C1", line));
    numbered((i, line) -> String.format("[   12.%06d][%6s] %s", i, i % 5 < 3 ? "T81" : "C1", line));
    numbered((i, line) -> String.format("[   12.%06d] [CPU%d] %s", i, i % 4, line));
    numbered((i, line) -> String.format("12:34:%02d [reader-%d] INFO - %s", i % 60, i % 3, line));
    numbered(
        (i, line) ->
            String.format("12:34:%02d [%s] INFO %s", i % 60, i % 2 == 0 ? "main" : "io-2", line));
    numbered((i, line) -> String.format("%04x|%s", 0xa3f0 + 17 * i, line));
    numbered((i, line) -> String.format("%08x-%04x %s", 0x9a9a80fdL + i, 0xfe1b - i, line));
  }

  private static void numbered(BiFunction<Integer, String, String> way) {
    var number = new AtomicInteger();
    sameWith(line -> way.apply(number.getAndIncrement(), line));
  }

  private static void sameWith(UnaryOperator<String> way) {
    StringBuilder text = new StringBuilder();
    Fixtures.text("slab-use-after-free")
        .lines()
        .forEach(line -> text.append(way.apply(line)).append('\n'));
    same(text.toString(), way.apply("..."));
  }

  private static void same(String text, String way) {
    same(text.getBytes(UTF_8), way);
  }

  private static void same(byte[] text, String way) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size(), way);
    ParsedReport report = reports.get(0);
    assertEquals(Fixtures.reports("slab-use-after-free").get(0).finding(), report.finding(), way);
    assertEquals(0, report.unreadLines(), way);
    assertFalse(report.cutShort(), way);
  }
}
