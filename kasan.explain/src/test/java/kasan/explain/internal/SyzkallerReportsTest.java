// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;

/**
 * The report files of syzkaller, whose headers say what its own reader makes of each log. They are
 * not here: the system property {@code kasan.syzkaller} names the folder {@code
 * pkg/report/testdata/linux/report} of a checkout.
 */
class SyzkallerReportsTest {
  private static final int WITH_KASAN = 84;
  private static final int FUNCTIONS = 80;

  @SuppressWarnings("ArrayRecordComponent") // whole logs
  private record Sample(String name, List<String> titles, byte[] log) {
    boolean kasan() {
      return titles.get(0).startsWith("KASAN: ");
    }
  }

  @Test
  void classAccessAndFunctionAreThoseThatSyzkallerNames() throws IOException {
    int samples = 0;
    List<String> wrong = new ArrayList<>();
    List<String> otherFunction = new ArrayList<>();
    for (Sample sample : samples()) {
      if (!sample.kasan()) {
        continue;
      }
      samples++;
      Map<?, ?> report = (Map<?, ?>) reports(sample).get(0);
      String title = sample.titles.get(0);
      String bugClass = (String) report.get("bugClass");
      String kind =
          bugClass.contains("-free") && !bugClass.contains("after") ? "invalid-free" : bugClass;
      String access = String.valueOf(report.get("access"));
      boolean sameAccess =
          !(title.contains(" Read") && !access.equals("read"))
              && !(title.contains(" Write") && !access.equals("write"));
      if (!title.contains(" " + kind) || !sameAccess) {
        wrong.add(sample.name + ": " + title + " is not " + bugClass + " " + access);
      }
      String function = " in " + report.get("function");
      if (title.contains(" in ") && sample.titles.stream().noneMatch(t -> t.contains(function))) {
        otherFunction.add(sample.name + ": " + title + " is not" + function);
      }
    }
    assertEquals(WITH_KASAN, samples);
    assertEquals(List.of(), wrong);
    assertTrue(otherFunction.size() <= WITH_KASAN - FUNCTIONS, otherFunction::toString);
  }

  @Test
  void aLogWithoutAReportOfKasanHasNone() throws IOException {
    int without = 0;
    for (Sample sample : samples()) {
      String log = new String(sample.log, StandardCharsets.ISO_8859_1);
      if (!log.contains("KASAN: ") && !log.contains("kasan: GPF") && !log.contains("Double free")) {
        without++;
        assertEquals(List.of(), reports(sample), sample.name);
      }
    }
    assertTrue(without > 500, without + " files");
  }

  private static List<Sample> samples() throws IOException {
    String folder = System.getProperty("kasan.syzkaller");
    assumeTrue(folder != null, "kasan.syzkaller is not set");
    List<Sample> samples = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.sorted().toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        List<String> titles =
            text.substring(0, Math.max(end, 0))
                .lines()
                .filter(line -> line.startsWith("TITLE: ") || line.startsWith("ALT: "))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
        byte[] log = text.substring(Math.max(end, 0)).getBytes(StandardCharsets.ISO_8859_1);
        samples.add(
            new Sample(
                file.getFileName().toString(), titles.isEmpty() ? List.of("") : titles, log));
      }
    }
    return samples;
  }

  private static List<?> reports(Sample sample) throws IOException {
    try {
      return (List<?>)
          new DmesgExplainer()
              .explain(Path.of(sample.name), new ByteArrayInputStream(sample.log))
              .tree()
              .get("reports");
    } catch (BadInputException none) {
      return List.of();
    }
  }
}
