// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whatever tools do to the lines of a report, it says the same. */
class MutilationsTest {
  private static final String STAMPED = stamped();

  private static String stamped() {
    StringBuilder text = new StringBuilder();
    int micros = 2_732_241;
    for (String line : Fixtures.text("slab-use-after-free").split("\n", -1)) {
      text.append(
          String.format(Locale.ROOT, "[%5d.%06d] ", micros / 1_000_000, micros % 1_000_000));
      text.append(line).append('\n');
      micros += 113;
    }
    return text.toString();
  }

  private static String each(UnaryOperator<String> line) {
    return String.join("\n", STAMPED.lines().map(line).toList()) + "\n";
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String json(String line) {
    return line.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String screen(int width, boolean padded) {
    StringBuilder text = new StringBuilder();
    for (String line : STAMPED.lines().toList()) {
      for (int at = 0; at == 0 || at < line.length(); at += width) {
        String part = line.substring(at, Math.min(line.length(), at + width));
        text.append(part);
        text.append(" ".repeat(padded ? width - part.length() : 0)).append('\n');
      }
    }
    return text.toString();
  }

  private static Map<String, String> mutilated() {
    Map<String, String> logs = new TreeMap<>();
    logs.put("cat -A", each(line -> line + "$"));
    logs.put("cat -A of DOS lines", each(line -> line + "^M$"));
    logs.put("a column of CSV", each(line -> "7,\"" + line + "\""));
    logs.put("Python's list", each(line -> "'" + line + "\\n',"));
    logs.put("Python's bytes", each(line -> "DEBUG:serial:b'" + line + "\\r\\n'"));
    logs.put(
        "YAML", each(line -> "- {dt: '2026-11-30T06:20:01.1', lvl: target, msg: '" + line + "'}"));
    logs.put(
        "JSON in YAML", each(line -> "- {\"lvl\": \"target\", \"msg\": \"" + json(line) + "\"}"));
    logs.put("other JSON", each(line -> "{\"ts\": 17, \"text\": \"" + json(line) + "\"}"));
    logs.put("list of JSON", each(line -> "  \"" + json(line) + "\","));
    logs.put(
        "one JSON string", "{\"log\": \"" + each(line -> json(line)).replace("\n", "\\n") + "\"}");
    logs.put("cells of a table", each(line -> "| 12 | `" + line + "` |"));
    logs.put("quoted lines", each(line -> "`" + line + "`  "));
    logs.put("HTML", each(line -> escaped(line) + "<br>"));
    logs.put("HTML in a line", "<pre>" + each(line -> escaped(line)).replace("\n", "<br/>"));
    logs.put("rows of HTML", each(line -> "<tr><td class=\"t\">" + escaped(line) + "</td></tr>"));
    logs.put("spans", each(line -> "<span id=\"L7\">" + escaped(line) + "</span>"));
    logs.put("entities", each(line -> line.replace("<", "&#60;").replace(">", "&#x3e;")));
    logs.put("XML in a line", "<out>" + escaped(STAMPED).replace("\n", "&#10;") + "</out>\n");
    logs.put("logcat of processes", each(line -> "E(    0) " + line + "  (KERNEL)"));
    logs.put("rubbed out", each(line -> line.substring(0, 9) + "xy\b \b\b \b" + line.substring(9)));
    logs.put("each line twice", each(line -> line + "\n" + line));
    logs.put("a screen of 80", screen(80, false));
    logs.put("a screen of 72", screen(72, false));
    logs.put("printed between", each(line -> line + "[    2.900000] usb 1-1: new device\n"));
    return logs;
  }

  @Test
  void aReportSaysTheSameWhateverWasDoneToItsLines() throws IOException {
    ParsedReport plain = read(STAMPED, UTF_8);
    for (Map.Entry<String, String> log : mutilated().entrySet()) {
      ParsedReport report = read(log.getValue(), UTF_8);
      assertEquals(plain.finding(), report.finding(), log.getKey());
      assertEquals(plain.cutShort(), report.cutShort(), log.getKey());
    }
  }

  @Test
  void wideCharactersAreReadWithoutAMark() throws IOException {
    ParsedReport plain = read(STAMPED, UTF_8);
    for (Charset wide :
        List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-16"), Charset.forName("UTF-32"))) {
      String mark = wide.name().equals("UTF-32") ? "\ufeff" : "";
      assertEquals(plain.finding(), read(mark + STAMPED, wide).finding(), wide.name());
    }
  }

  @Test
  void aMessageOfTheJournalMayBeAListOfItsBytes() throws IOException {
    StringBuilder log = new StringBuilder();
    for (String line : STAMPED.lines().toList()) {
      if (line.contains("KASAN: ")) {
        log.append("{\"MESSAGE\":\"").append(line).append("\"}\n");
        continue;
      }
      StringBuilder bytes = new StringBuilder();
      for (byte b : line.getBytes(ISO_8859_1)) {
        bytes.append(bytes.length() == 0 ? "" : ",").append(b);
      }
      log.append("{\"_TRANSPORT\":\"kernel\",\"MESSAGE\":[").append(bytes).append("]}\n");
    }
    assertEquals(read(STAMPED, UTF_8).finding(), read(log.toString(), UTF_8).finding());
  }

  @Test
  void fieldsOfTheJournalAreNoLinesOfOthers() throws IOException {
    String export = each(line -> "PRIORITY=1\n_TRANSPORT=kernel\nMESSAGE=" + line + "\n");
    ParsedReport report = read(export, UTF_8);
    assertEquals(read(STAMPED, UTF_8).finding(), report.finding());
    assertEquals(0, report.unreadLines());
  }

  @Test
  void linesThatAreNotUnderstoodAreNotSaidToBeMissing() throws IOException {
    Random random = new Random(4);
    StringBuilder log = new StringBuilder();
    for (String line : Fixtures.text("slab-use-after-free").lines().toList()) {
      for (int i = random.nextInt(7) + 2; i > 0; i--) {
        log.append((char) ('a' + random.nextInt(10)));
      }
      log.append(' ').append(line).append('\n');
    }
    ParsedReport report = read(log.toString(), UTF_8);
    assertFalse(report.cutShort());
    assertTrue(report.unreadLines() > 10);
  }

  @Test
  void flagsWithoutAReleaseAreNoRelease() throws IOException {
    String cut = STAMPED.replaceFirst("(Tainted: G    B).*", "$1");
    assertEquals("", read(cut, UTF_8).finding().info().release());
  }

  private static ParsedReport read(String log, Charset charset) throws IOException {
    List<ParsedReport> reports =
        ReportParser.read(new ByteArrayInputStream(log.getBytes(charset))).reports();
    assertEquals(1, reports.size(), log.substring(0, 300));
    return reports.get(0);
  }
}
