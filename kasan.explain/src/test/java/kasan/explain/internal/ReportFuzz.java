// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.explain.internal.log.Fixtures;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import kasan.report.internal.linux.LinuxReport;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes come: an explanation, or a refusal in one line. Not among the usual tests: the
 * build runs it in a VM of its own, see the pom.
 */
class ReportFuzz {
  static Stream<byte[]> seeds() {
    Stream<String> plain =
        Stream.of(
                "slab-use-after-free",
                "contexts",
                "arm64",
                "linux-4.4",
                "linux-4.9",
                "linux-5.4-stack",
                "linux-6.5-vmalloc")
            .map(Fixtures::text);
    String log = Fixtures.text("slab-use-after-free");
    return Stream.concat(
            plain,
            Stream.of(
                "{\"dmesg\": [\n"
                    + records(log, "{\"pri\":6,\"time\":1.5,\"msg\":%s}", ",\n")
                    + "]}",
                "[" + records(log, "{\"MESSAGE\":%s,\"_PID\":[\"1\",\"2\"]}", ",") + "]",
                records(log, "\u001e{\"MESSAGE\":%s}", "\n"),
                records(log, "data: {\"MESSAGE\":%s}", "\n\n"),
                "[" + records(log, "%s", ",\n") + "]"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of a log as records of JSON. */
  private static String records(String log, String form, String between) {
    return log.lines()
        .map(line -> line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t"))
        .map(line -> form.formatted("\"" + line + "\""))
        .collect(Collectors.joining(between));
  }

  @MethodSource("seeds")
  @DictionaryEntries({
    "BUG: KASAN: slab-out-of-bounds in f+0x1/0x2\\x0a",
    "KASAN: null-ptr-deref in range [0x0-0x7]\\x0a",
    " at addr ffff888003f85d00 by task a/1\\x0a",
    "Call Trace:\\x0a f+0x1/0x2\\x0a",
    "Memory state around the buggy address:\\x0a",
    ">ffff888003f85d00: 00 03 fc\\x0a",
    "The buggy address belongs to the object at ffff888003f85d00\\x0a",
    "[    1.000000][  T1] ",
    "Content-Transfer-Encoding: base64\\x0a\\x0a",
    "Content-Transfer-Encoding: quoted-printable\\x0a\\x0a",
    "{\\x22log\\x22:\\x22",
    "{\\x22dmesg\\x22:[{\\x22msg\\x22:\\x22",
    "\\x22},{\\x22MESSAGE\\x22:[66,85,71]",
    "[\\x22",
    "\\x1e{",
    "data: {",
    "\\x5cu0000",
    "\\x5cud83d",
    ",null,-1e9}]",
    "\\x5cx0a",
    "> > ",
    "kasan: GPF could be caused by NULL-ptr deref or user memory access\\x0a",
    " g from f+0x1/0x2\\x0a",
    " f (a.c:1 (discriminator 2)) m\\x0a",
    "------------[ cut here ]------------\\x0a",
    "CPU: 1 PID: 5 Comm: a Tainted: G  B 6.1.0 #1\\x0a",
    "==================================================================\\x0a"
  })
  @FuzzTest(maxExecutions = 10_000)
  void anyBytesAreExplainedOrRefused(byte[] bytes) throws IOException {
    Findings result;
    try {
      result =
          (Findings) new DmesgExplainer().explain(Path.of("f"), new ByteArrayInputStream(bytes));
    } catch (BadInputException refused) {
      assertEquals(1, refused.getMessage().lines().count());
      return;
    }
    List<?> reports = (List<?>) result.tree().get("reports");
    assertEquals(result.findings().size(), reports.size());
    assertTrue(result.sections().size() >= Math.min(reports.size(), 1000));
    for (Finding finding : result.findings()) {
      assertTrue(!LinuxReport.lines(finding).isEmpty());
    }
  }
}
