// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A report is the same out of the records that tools write of its lines. */
class JsonLogsTest {
  private static final List<String> LINES =
      List.of(
          "=".repeat(66),
          "BUG: KASAN: slab-out-of-bounds in ring_push+0x51/0x90 [ring]",
          "Write of size 4 at addr ffff888004a81c40 by task \"feed\"/311",
          "",
          "CPU: 1 PID: 311 Comm: \"feed\" Not tainted 6.6.1 #2",
          "Call Trace:",
          " <TASK>",
          " dump_stack_lvl+0x48/0x70",
          " kasan_report+0xd2/0x110",
          " ring_push+0x51/0x90 [ring]",
          " </TASK>",
          "=".repeat(66));

  private static final ParsedReport PLAIN = only(String.join("\n", LINES) + "\n");

  @Test
  void recordsOfSeveralLinesEach() {
    same(
        "{\n   \"dmesg\": [\n      {\n",
        (i, line) ->
            "         \"pri\": 4,\n         \"time\":    "
                + (20 + i)
                + ".000100,\n         \"msg\": "
                + line
                + "\n",
        "      },{\n",
        "      }\n   ]\n}\n");
    same(
        "{\n",
        (i, line) -> "\t\"PRIORITY\" : \"4\",\n\t\"MESSAGE\" : " + line + ",\n\t\"_PID\" : \"1\"\n",
        "}\n{\n",
        "}\n");
    same(
        "[\n  {\n",
        (i, line) -> "    \"insertId\": \"q" + i + "\",\n    \"textPayload\": " + line + "\n",
        "  },\n  {\n",
        "  }\n]\n");
  }

  @Test
  void allRecordsInOneLine() {
    same(
        "{\"dmesg\":[{",
        (i, line) -> "\"pri\":4,\"time\":1.500000,\"caller\":\"T311\",\"msg\":" + line,
        "},{",
        "}]}");
    same(
        "{\"events\":[{",
        (i, line) -> "\"timestamp\":1700000000" + i + ",\"message\":" + line,
        "},{",
        "}],\"next\":null}\n");
  }

  @Test
  void recordsWithSomethingInFront() {
    same("", (i, line) -> "\u001e{\"MESSAGE\":" + line + ",\"PRIORITY\":\"4\"}\n", "", "");
    same("", (i, line) -> "data: {\"MESSAGE\" : " + line + "}\n", "\n", "\n");
  }

  @Test
  void oneTextWithAllLines() {
    String escaped =
        LINES.stream().map(line -> line.replace("\"", "\\\"")).collect(Collectors.joining("\\n"));

    assertAll(
        () -> same("{\"id\": 7, \"crash\": \"" + escaped + "\\n\", \"arch\": \"x86\"}\n"),
        () -> same("{\n  \"id\": 7,\n  \"console\": \"" + escaped + "\"\n}\n"),
        () -> same("[\"" + escaped + "\"]"),
        () -> same("output = '" + escaped.replace("\\\"", "\"") + "\\n'\n"));
  }

  @Test
  void messagesAsListsOfBytes() {
    same(
        "",
        (i, line) -> {
          String plain = LINES.get(i);
          String bytes =
              plain.chars().mapToObj(Integer::toString).collect(Collectors.joining(", "));
          return "{\"PRIORITY\":\"4\",\"MESSAGE\":"
              + (i % 2 == 0 && !plain.isEmpty() ? "[" + bytes + "]" : line)
              + "}\n";
        },
        "",
        "");
  }

  @Test
  void messagesOfTheJournalsExportWithTheirLength() {
    StringBuilder text = new StringBuilder();
    for (String line : LINES) {
      text.append("PRIORITY=4\n");
      if (line.startsWith(" ")) {
        text.append("MESSAGE\n").append((char) line.length()).append("\0".repeat(7));
      } else {
        text.append("MESSAGE=");
      }
      text.append(line).append("\n\n");
    }

    same(text.toString());
  }

  @Test
  void linesThatNetconsoleSendsInTwoPackets() {
    StringBuilder text = new StringBuilder();
    for (String line : LINES) {
      String front = "4,9" + line.length() + ",20000100,-";
      int half = line.length() / 2;
      if (line.length() > 40) {
        String of = "/" + line.length() + ";";
        text.append(front + ",ncfrag=0" + of + line.substring(0, half) + "\n");
        text.append(front + ",ncfrag=" + half + of + line.substring(half) + "\n");
      } else {
        text.append(front + ";" + line + "\n");
      }
    }

    same(text.toString());
  }

  @Test
  void aFileThatIsCutOrGoesOnOtherwiseKeepsWhatItHas() {
    String first = "{\n\"dmesg\": [\n{\n\"msg\": \"Linux version 6.6.1\"\n},{\n\"msg\": \"x";

    assertAll(
        () -> same(first + "\"\n}\n" + String.join("\n", LINES) + "\n"),
        () -> same("{\n\"msg\": \"x\"\n}\n" + String.join("\n", LINES)),
        () ->
            assertEquals(
                6, RealReports.parse("[{\n\"a\": [1, 2,\n{\"b\": {\n\n\"msg\": \"\n\n").lines()));
  }

  @Test
  void aTextLongerThanWhatIsKeptOfItIsReadInParts() {
    String escaped =
        LINES.stream().map(line -> line.replace("\"", "\\\"")).collect(Collectors.joining("\\n"));
    String before = "usb 1-1: new device\\n".repeat(10_000);

    assertAll(
        () -> same("{\"console\": \"" + before + escaped + "\\n" + before + "\"}"),
        () -> same("{\"" + "k".repeat(100_000) + "\": \"" + escaped + "\\n\"}"),
        () -> same("{\"console\": \"" + "k".repeat(100_000) + "\\n" + escaped + "\\n\"}"));
  }

  @Test
  void aTimeOfARecordIsThatOfItsLine() {
    String text =
        IntStream.range(0, LINES.size())
            .mapToObj(
                i ->
                    "{\"_SOURCE_MONOTONIC_TIMESTAMP\":\"7000"
                        + (100 + i)
                        + "\",\n\"MESSAGE\":"
                        + quoted(LINES.get(i))
                        + "}\n")
            .collect(Collectors.joining());

    assertEquals("7.000101", only(text).time());
    assertEquals(4, only(text).line());
  }

  private static String quoted(String line) {
    return '"' + line.replace("\"", "\\\"").replace("<", "\\u003c") + '"';
  }

  private static void same(
      String before, BiFunction<Integer, String, String> record, String between, String behind) {
    same(
        IntStream.range(0, LINES.size())
            .mapToObj(i -> record.apply(i, quoted(LINES.get(i))))
            .collect(Collectors.joining(between, before, behind)));
  }

  private static void same(String text) {
    ParsedReport read = only(text);
    assertEquals(PLAIN.finding(), read.finding(), text);
    assertEquals(PLAIN.cutShort(), read.cutShort(), text);
    assertEquals(0, read.unreadLines(), () -> read.unreadSamples() + " in " + text);
  }

  private static ParsedReport only(String text) {
    List<ParsedReport> reports = RealReports.parse(text).reports();
    assertEquals(1, reports.size(), text);
    return reports.get(0);
  }
}
