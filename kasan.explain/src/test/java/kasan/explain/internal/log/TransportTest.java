// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "'[   12.345678][  T512]  f+0x1/0x2', 12.345678, T512, ' f+0x1/0x2'",
    "'[   12.345678] ', 12.345678, '', ''",
    "'[   12.345678]', 12.345678, '', ''",
    "'3,1234,5,-;x', 0.000005, '', 'x'",
    "'3,1234,12345678,-,caller=C1;x', 12.345678, C1, 'x'",
    "'Nov 22 12:34:56 host kernel: [ 1.5] x', 1.5, '', 'x'",
    "'>ffff888003f85d00: 00', '', '', '>ffff888003f85d00: 00'",
    "' f+0x1/0x2 [toy]', '', '', ' f+0x1/0x2 [toy]'",
    "' [48, 49) ''n''', '', '', ' [48, 49) ''n'''",
    "'[<ffffffff81cc68ae>] f+0x1/0x2', '', '', '[<ffffffff81cc68ae>] f+0x1/0x2'",
    "'<IRQ>', '', '', '<IRQ>'",
    "'kernel: x', '', '', 'kernel: x'"
  })
  void prefixesAreTakenOff(String raw, String time, String context, String text) {
    LogLine line = LinePrefix.strip(1, raw);
    assertEquals(time, line.time());
    assertEquals(context, line.context());
    assertEquals(text, line.text());
  }

  private static void sameWith(UnaryOperator<String> way) {
    StringBuilder text = new StringBuilder();
    Fixtures.text("slab-use-after-free")
        .lines()
        .forEach(line -> text.append(way.apply(line)).append('\n'));
    ParsedReport report = RealReports.parse(text.toString()).reports().get(0);
    assertEquals(
        Fixtures.reports("slab-use-after-free").get(0).finding(),
        report.finding(),
        () -> way.apply("..."));
    assertEquals(0, report.unreadLines());
  }
}
