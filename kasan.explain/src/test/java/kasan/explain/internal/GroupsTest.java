// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kasan.api.report.Section;
import kasan.lab.api.finding.Explainer.Options;
import kasan.lab.api.finding.Findings;
import org.junit.jupiter.api.Test;

/** Reports of one bug are one row, however often it was met. */
class GroupsTest {
  private static final Options GROUP = new Options(true, null, null);

  private static String report(int second, String helper, String guilty, String caller) {
    String stamp = "[%5d.000001] ".formatted(second);
    return (stamp + "BUG: KASAN: slab-use-after-free in %s+0x1/0x2\n").formatted(helper)
        + stamp
        + "Read of size 8 at addr ffff888012345678 by task t/42\n"
        + stamp
        + "Call Trace:\n"
        + stamp
        + " kasan_report+0x1/0x2\n"
        + stamp
        + " "
        + helper
        + "+0x1/0x2\n"
        + stamp
        + " "
        + guilty
        + "+0x3/0x4\n"
        + stamp
        + " "
        + caller
        + "+0x5/0x6\n"
        + stamp
        + "==================================================================\n";
  }

  @Test
  void reportsOfOneBugAreCountedTogether() throws IOException {
    String log =
        report(1, "memcpy", "toy_read", "vfs_read")
            + report(2, "memcpy", "toy_write", "vfs_write")
            + report(3, "__list_add_valid", "toy_read", "vfs_read")
            + report(4, "memcpy", "toy_read", "splice");
    Map<String, ?> tree =
        new DmesgExplainer()
            .explain(Path.of("f"), new ByteArrayInputStream(log.getBytes(UTF_8)), GROUP)
            .tree();
    assertEquals(4, tree.get("reports"));
    List<?> groups = (List<?>) tree.get("groups");
    assertEquals(3, groups.size());
    Map<?, ?> first = (Map<?, ?>) groups.get(0);
    assertEquals(2, first.get("count"));
    assertEquals("toy_read", first.get("function"));
    assertEquals(List.of("toy_read", "vfs_read"), first.get("frames"));
    assertEquals("1.000001", first.get("firstTime"));
    assertEquals("3.000001", first.get("lastTime"));
    assertEquals(1, first.get("firstLine"));
    assertEquals(17, first.get("lastLine"));
  }

  @Test
  void moreReportsThanAreKeptAreAllCounted() throws IOException {
    String log = report(1, "memcpy", "toy_read", "vfs_read").repeat(10_100);
    Map<String, ?> tree =
        new DmesgExplainer()
            .explain(Path.of("f"), new ByteArrayInputStream(log.getBytes(UTF_8)), GROUP)
            .tree();
    assertEquals(10_100, ((Map<?, ?>) ((List<?>) tree.get("groups")).get(0)).get("count"));
  }

  @Test
  void oneReportIsARowToo() throws IOException {
    String log = report(1, "memcpy", "toy_read", "vfs_read");
    Findings result =
        (Findings)
            new DmesgExplainer()
                .explain(Path.of("f"), new ByteArrayInputStream(log.getBytes(UTF_8)));
    Section.Table table = result.table();
    assertEquals(
        List.of("line", "bugClass", "function", "access", "size", "address"),
        table.columns().stream().map(Section.Column::key).toList());
    assertEquals(
        List.of(List.of(1, "slab-use-after-free", "toy_read", "read", 8L, "0xffff888012345678")),
        table.rows());
  }
}
