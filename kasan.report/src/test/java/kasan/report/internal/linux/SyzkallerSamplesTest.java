// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Our reading of syzkaller's rules against its own samples (pkg/report/testdata/linux/report),
 * found through the system property {@code kasan.syzkaller}. Each begins with the title it must
 * get.
 */
class SyzkallerSamplesTest {
  @Test
  void samplesOfKasanReportsGetTheirTitles() throws IOException {
    String property = System.getProperty("kasan.syzkaller");
    assumeTrue(property != null, "kasan.syzkaller is not set");
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    try (Stream<Path> files = Files.list(Path.of(property))) {
      for (Path file : files.sorted().toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        String title = header(text, "TITLE: ");
        if (!title.startsWith("KASAN: ") || !header(text, "CORRUPTED: ").isEmpty()) {
          continue;
        }
        String name = file.getFileName() + ": ";
        String ours = SyzkallerRules.title(report(text));
        if (ours == null || !upToFrame(title).equals(upToFrame(ours))) {
          wrong.add(name + title + ", not " + ours);
        }
        SyzkallerRules.damage(report(text)).forEach(reason -> wrong.add(name + reason));
        seen++;
      }
    }
    assertEquals("", String.join("\n", wrong));
    assertTrue(seen > 40, "only " + seen);
  }

  /** Its list of helpers is longer than ours, so the frame may be another one. */
  private static String upToFrame(String title) {
    int in = title.indexOf(" in ");
    return in < 0 ? title : title.substring(0, in);
  }

  private static String header(String text, String key) {
    return text.lines()
        .takeWhile(line -> !line.isBlank())
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()))
        .findFirst()
        .orElse("");
  }

  /** From the title line on, without what consoles put in front. */
  private static String report(String text) {
    StringBuilder report = new StringBuilder();
    boolean begun = false;
    for (String line : text.substring(text.indexOf("\n\n") + 2).lines().toList()) {
      if (line.equals("REPORT:")) {
        break;
      }
      begun |= line.contains("BUG: KASAN: ");
      if (begun) {
        report
            .append(line.replaceFirst("^.*?\\[ *[0-9]+\\.[0-9]{6}\\](\\[ *[TC][0-9]+\\])? ?", ""))
            .append('\n');
      }
    }
    return report.toString();
  }
}
