// SPDX-License-Identifier: Apache-2.0
package kasan.report.internal.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Reporter;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingReportersTest {
  private static final Map<String, Finding> SAMPLES = SampleFindings.all();

  @Test
  void linuxPrintsOneReportAfterTheOther() throws IOException {
    Finding first = SAMPLES.get("double-free");
    Finding second = SAMPLES.get("use-after-free");
    String expected =
        String.join("\n", LinuxReport.lines(first))
            + "\n"
            + String.join("\n", LinuxReport.lines(second))
            + "\n";
    assertEquals(expected, write(new LinuxReporter(), new Found(List.of(first, second))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slab-out-of-bounds | slab-out-of-bounds: write of 1 byte at ffff888003f85d73 in toy_write by"
            + " toyd/37, 0 bytes to the right of allocated 115 bytes of kmalloc-128",
        "double-free | double-free: free of ffff888003f85d00 in toy_release by toyd/37, 0 bytes"
            + " inside of 128 bytes of kmalloc-128",
        "use-after-free | use-after-free: read of 1 byte at ffff888003bc4000 in toy_write by toyd/37",
        "tags | slab-use-after-free: read at f4ff000027080200 in toy_write by toyd/37",
        "asynchronous | invalid-access: access not known",
        "null-ptr-deref-in-range | null-ptr-deref: access in [0000000000000018-000000000000001f] in"
            + " toy_write"
      })
  void oneLineSaysWhatWhereAndWho(String name, String line) throws IOException {
    assertEquals(line + "\n", write(new OneLineReporter(), new Found(List.of(SAMPLES.get(name)))));
  }

  @Test
  void aResultWithoutFindingsIsRefused() {
    Result result = new Other();
    BadInputException refused =
        assertThrows(BadInputException.class, () -> write(new LinuxReporter(), result));
    assertEquals("format linux prints findings, and compare has none", refused.getMessage());
    assertThrows(BadInputException.class, () -> write(new OneLineReporter(), result));
  }

  private static String write(Reporter reporter, Result result) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reporter.write(result, out);
    return out.toString(UTF_8);
  }

  private record Found(List<Finding> findings) implements Findings {
    @Override
    public String verb() {
      return "explain";
    }

    @Override
    public Map<String, Object> tree() {
      return Map.of();
    }

    @Override
    public List<Section> sections() {
      return List.of();
    }
  }

  private static final class Other implements Result {
    @Override
    public String verb() {
      return "compare";
    }

    @Override
    public Map<String, Object> tree() {
      return Map.of();
    }

    @Override
    public List<Section> sections() {
      return List.of();
    }
  }
}
