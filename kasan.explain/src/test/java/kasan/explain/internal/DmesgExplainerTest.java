// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.explain.internal.log.Fixtures;
import kasan.explain.internal.log.RealReports;
import kasan.lab.api.finding.Findings;
import org.junit.jupiter.api.Test;

class DmesgExplainerTest {
  private static final Path FILE = Path.of("dmesg.txt");

  @Test
  void textWithoutAReportIsRefusedAndSaysWhatWasLookedFor() {
    BadInputException refused =
        assertThrows(
            BadInputException.class, () -> explain("[    0.000000] Linux version 6.12\nok\n"));
    assertEquals(
        "dmesg.txt: no KASAN report in 2 lines: looked for 'BUG: KASAN: <class> in <function>'"
            + " and 'KASAN: <class> in range [<first>-<last>]'",
        refused.getMessage());
    assertThrows(BadInputException.class, () -> explain(""));
  }

  @Test
  void aReportIsATreeForMachines() throws IOException {
    Map<String, ?> tree = explain(Fixtures.text("contexts")).tree();
    assertEquals(
        List.of("file", "lines", "cutLines", "reports", "moreReports", "mentions", "classes"),
        keys(tree));
    List<?> reports = (List<?>) tree.get("reports");
    assertEquals(2, reports.size());
    Map<?, ?> report = (Map<?, ?>) reports.get(0);
    assertEquals("slab-out-of-bounds", report.get("bugClass"));
    assertEquals("toy_write", report.get("function"));
    assertEquals("write", report.get("access"));
    assertEquals(1L, report.get("size"));
    assertEquals("0xffff888003f85d73", report.get("address"));
    assertEquals("kmalloc-128", ((Map<?, ?>) report.get("object")).get("cache"));
    assertTrue(((String) report.get("explanation")).contains("115-byte object"));
    assertEquals(2, report.get("line"));
    assertEquals("10.000002", report.get("time"));
    assertEquals(false, report.get("cutShort"));
    assertEquals(9, ((List<?>) report.get("schemes")).size());
  }

  @Test
  void aReportIsABlockOfTextForPeople() throws IOException {
    Result result = explain(Fixtures.text("linux-4.9"));
    List<Section> sections = result.sections();
    assertEquals(5, sections.size());
    Section.Text first = assertInstanceOf(Section.Text.class, sections.get(0));
    assertEquals("1 of 3: use-after-free in toy_peek (line 2, [44.000002])", first.title());
    assertTrue(first.lines().contains("Freed by task 3 (its stack is not available)."));
    Section.Table all = assertInstanceOf(Section.Table.class, sections.get(3));
    assertEquals(
        Arrays.asList(2, "use-after-free", "toy_peek", "read", 8L, "0xffff8801d0c6b080"),
        all.rows().get(0));
    assertEquals(
        Arrays.asList(27, "double-free or invalid-free", null, "free", null, null),
        all.rows().get(1));
    Section.Table classes = assertInstanceOf(Section.Table.class, sections.get(4));
    assertEquals(3, classes.rows().size());
  }

  @Test
  void oneReportNeedsNoCount() throws IOException {
    List<Section> sections = explain(Fixtures.text("linux-4.4")).sections();
    assertEquals(1, sections.size());
    assertEquals("slab-out-of-bounds in toy_write (line 2, [81.100002])", sections.get(0).title());
  }

  @Test
  void aReportCutShortSaysSo() throws IOException {
    String text = Fixtures.text("slab-use-after-free");
    Result result = explain(text.substring(0, text.indexOf("Freed by")));
    Section.Text block = (Section.Text) result.sections().get(0);
    assertTrue(block.lines().stream().anyMatch(line -> line.contains("cuts this report short")));
  }

  @Test
  void sameLogSameResult() throws IOException {
    String text = Fixtures.text("contexts");
    assertEquals(explain(text).tree().toString(), explain(text).tree().toString());
  }

  /** The mix of classes that a whole run of the KUnit suite on a kernel 6.12 leaves behind. */
  @Test
  void aWholeRunOfTheKunitSuiteIsExplained() throws IOException {
    Map<String, Integer> mix = new LinkedHashMap<>();
    mix.put("slab-out-of-bounds", 143);
    mix.put("slab-use-after-free", 19);
    mix.put("double-free", 5);
    mix.put("invalid-free", 4);
    mix.put("use-after-free", 4);
    mix.put("alloca-out-of-bounds", 2);
    mix.put("vmalloc-out-of-bounds", 2);
    mix.put("global-out-of-bounds", 1);
    mix.put("stack-out-of-bounds", 1);
    RealReports.names();
    List<String> order = new ArrayList<>();
    mix.forEach((name, count) -> order.addAll(Collections.nCopies(count, name)));
    Collections.shuffle(order, new Random(1));
    StringBuilder log = new StringBuilder("[    0.000000] Linux version 6.12.117\n");
    int number = 0;
    for (String name : order) {
      log.append(RealReports.text(name).stripTrailing());
      log.append("\n[    9.000000]     ok ").append(++number).append(" a_case\n");
    }
    Findings result = (Findings) explain(log.toString());
    assertEquals(181, result.findings().size());
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Object each : (List<?>) result.tree().get("classes")) {
      Map<?, ?> part = (Map<?, ?>) each;
      counts.put((String) part.get("bugClass"), part.get("count"));
    }
    assertEquals(new LinkedHashMap<String, Object>(mix), counts);
    for (Object each : (List<?>) result.tree().get("reports")) {
      Map<?, ?> report = (Map<?, ?>) each;
      assertEquals(0, report.get("unreadLines"));
      assertEquals(false, report.get("cutShort"));
      assertFalse(((String) report.get("explanation")).isEmpty());
    }
  }

  @Test
  void reportsBeyondTheTwoThousandthAreOnlyCounted() throws IOException {
    String log = "BUG: KASAN: use-after-free in f+0x1/0x2\n".repeat(2_007);
    Map<String, ?> tree = explain(log).tree();
    assertEquals(2_000, ((List<?>) tree.get("reports")).size());
    assertEquals(7, tree.get("moreReports"));
    assertEquals(
        List.of(Map.of("bugClass", "use-after-free", "count", 2_007)), tree.get("classes"));
  }

  private static List<String> keys(Map<String, ?> tree) {
    return List.copyOf(tree.keySet());
  }

  private static Result explain(String text) throws IOException {
    return new DmesgExplainer().explain(FILE, new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
