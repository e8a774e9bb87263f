// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kasan.lab.api.finding.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of every class, against text written down after Linux's sources and real logs. */
class LinuxReportTest {
  /** What syzkaller looks for begins with "BUG: KASAN: ... in"; these have none by nature. */
  private static final Set<String> WITHOUT_BUG_LINE =
      Set.of(
          "asynchronous",
          "null-ptr-deref-in-range",
          "user-memory-access-in-range",
          "wild-memory-access-in-range");

  static Stream<String> names() {
    return SampleFindings.all().keySet().stream();
  }

  static Stream<String> bugs() {
    return names().filter(name -> !WITHOUT_BUG_LINE.contains(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyFormIsPrintedAsLinuxPrintsIt(String name) throws IOException {
    try (InputStream in = LinuxReportTest.class.getResourceAsStream(name + ".txt")) {
      assertNotNull(in, name);
      assertEquals(new String(in.readAllBytes(), UTF_8), text(name));
    }
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void syzkallerFindsATitleWithAFrameAndNoDamage(String name) {
    String title = SyzkallerRules.title(text(name));
    assertNotNull(title);
    assertEquals(List.of(), SyzkallerRules.damage(text(name)));
    String frame = title.substring(title.indexOf(" in ") + " in ".length());
    assertTrue(frame.startsWith("toy_"), title);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slab-out-of-bounds | KASAN: slab-out-of-bounds Write in toy_write",
        "slab-use-after-free | KASAN: slab-use-after-free Read in toy_write",
        "double-free | KASAN: invalid-free in toy_release",
        "invalid-free | KASAN: invalid-free in toy_write",
        "out-of-bounds | KASAN: out-of-bounds Read in toy_write",
        "null-ptr-deref | KASAN: null-ptr-deref Read in toy_write",
        "tags | KASAN: slab-use-after-free Read in toy_write"
      })
  void titlesOfSyzkaller(String name, String title) {
    assertEquals(title, SyzkallerRules.title(text(name)));
  }

  /** mm/kasan/report_generic.c of 6.12 and the two classes of bad frees. */
  @Test
  void everyClassThatLinuxPrintsHasASample() {
    Set<String> classes =
        SampleFindings.all().values().stream().map(Finding::bugClass).collect(Collectors.toSet());
    for (String bugClass :
        List.of(
            "slab-out-of-bounds",
            "slab-use-after-free",
            "use-after-free",
            "global-out-of-bounds",
            "stack-out-of-bounds",
            "alloca-out-of-bounds",
            "vmalloc-out-of-bounds",
            "out-of-bounds",
            "unknown-crash",
            "null-ptr-deref",
            "user-memory-access",
            "wild-memory-access",
            "double-free",
            "invalid-free",
            "invalid-access")) {
      assertTrue(classes.contains(bugClass), bugClass);
    }
  }

  /** The caret stands 3 + 16 + 3 times the granules columns to the right, counted from 1. */
  @Test
  void theCaretStandsUnderTheFirstBadByte() {
    Map<String, Finding> all = SampleFindings.all();
    List<String> wrong = new ArrayList<>();
    all.forEach(
        (name, finding) -> {
          List<String> lines = LinuxReport.lines(finding);
          for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("^")) {
              String row = lines.get(i - 1);
              int column = lines.get(i).length();
              long rowAddress = Long.parseUnsignedLong(row.substring(1, 17), 16);
              int granule = finding.memoryState().granule();
              long index = (finding.memoryState().firstBadAddress() - rowAddress) / granule;
              if (row.charAt(0) != '>' || column != 3 + 16 + 3 * index + 1) {
                wrong.add(name);
              }
            }
          }
        });
    assertEquals(List.of(), wrong);
  }

  private static String text(String name) {
    Finding finding = SampleFindings.all().get(name);
    return String.join("\n", LinuxReport.lines(finding)) + "\n";
  }
}
