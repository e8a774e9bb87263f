// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.explain.internal.DmesgExplainer;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.report.internal.linux.LinuxReporter;
import kasan.suite.internal.play.Outcome.Result;
import org.junit.jupiter.api.Test;

/** What the suite prints of bugs is what Linux prints of them. */
class SuiteFindingsTest {
  /**
   * The line by which syzkaller knows a report (pkg/report/linux.go): a class, and symbol+offset.
   */
  private static final Pattern TITLE =
      Pattern.compile("BUG: KASAN: ([a-z-]+) in ([a-zA-Z0-9_]+)[.+]");

  /** Functions that syzkaller steps over when it looks for the guilty frame. */
  private static final Pattern SKIPPED =
      Pattern.compile(
          "^(dump_stack|print_|kasan_|__kasan|__asan|check_|kfree|kmem_|ksize|krealloc).*");

  private static List<Row> rows(String cases, String... set) {
    return Bench.rows(Bench.plan(List.of("original"), "outline", cases, "generic", set));
  }

  private static SuiteResult result(String scheme, String instrumentation, String mode) {
    return Bench.run(Bench.plan(List.of(scheme), instrumentation, "", mode)).result(done -> {});
  }

  private static String text(SuiteResult result) throws IOException {
    var out = new ByteArrayOutputStream();
    new LinuxReporter().write(result, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * The KUnit suite of a Linux 6.12.117 of gcc 12, inline, without Rust, printed 181 reports: 19
   * slab-use-after-free, 5 double-free, 4 invalid-free, 4 use-after-free, 2 vmalloc-out-of-bounds,
   * 2 alloca-out-of-bounds, 1 global-out-of-bounds, 1 stack-out-of-bounds. All others were
   * slab-out-of-bounds, of which a real atomic operation prints more than one.
   */
  @Test
  void kunitPrintsAsManyReportsOfEachClassAsOnARealKernel() {
    SuitePlan plan =
        Bench.plan(
            List.of("original"),
            "inline",
            String.join(",", KunitFacts.read().stream().map(KunitFacts::name).toList()),
            "generic",
            "suite.compiler=gcc12",
            "suite.rust=off",
            "suite.slub-rcu-debug=off");
    Map<String, Integer> counts = new TreeMap<>();
    for (Row row : Bench.rows(plan)) {
      row.findings().forEach(finding -> counts.merge(finding.bugClass(), 1, Integer::sum));
    }
    counts.remove("slab-out-of-bounds");
    assertEquals(
        Map.of(
            "slab-use-after-free", 19,
            "double-free", 5,
            "invalid-free", 4,
            "use-after-free", 4,
            "vmalloc-out-of-bounds", 2,
            "alloca-out-of-bounds", 2,
            "global-out-of-bounds", 1,
            "stack-out-of-bounds", 1),
        counts);
  }

  @Test
  void explainerReadsEveryReportOfEveryModeAsItWasMeant() throws IOException {
    for (List<String> entrant :
        List.of(
            List.of("original", "outline", "generic"),
            List.of("original", "inline", "generic"),
            List.of("page", "outline", "generic"),
            List.of("sw-tags", "outline", "sw-tags"),
            List.of("hw-tags", "outline", "hw-tags"))) {
      SuiteResult result = result(entrant.get(0), entrant.get(1), entrant.get(2));
      byte[] text = text(result).getBytes(StandardCharsets.UTF_8);
      Map<String, Object> tree =
          new TreeMap<>(
              new DmesgExplainer()
                  .explain(Path.of("suite.log"), new ByteArrayInputStream(text))
                  .tree());
      List<?> reports = (List<?>) tree.get("reports");
      assertEquals(result.findings().size(), reports.size(), entrant.toString());
      for (int i = 0; i < reports.size(); i++) {
        Map<?, ?> report = (Map<?, ?>) reports.get(i);
        Finding finding = result.findings().get(i);
        assertEquals(finding.bugClass(), report.get("bugClass"), entrant + ", report " + i);
      }
    }
  }

  @Test
  void resultSaysWithWhatItWasMade() {
    SuiteResult result =
        Bench.run(
                Bench.plan(
                    List.of("page"),
                    "outline",
                    "kmalloc_oob_r*",
                    "generic",
                    "suite.compiler=gcc12"))
            .result(done -> {});

    assertEquals("test", result.tree().get("version"));
    Map<?, ?> settings = (Map<?, ?>) result.tree().get("settings");
    assertEquals("x86", settings.get("arch"));
    assertEquals("gcc12", ((Map<?, ?>) settings.get("suiteOptions")).get("compiler"));
    assertEquals(
        "on", ((Map<?, ?>) ((Map<?, ?>) settings.get("schemes")).get("page")).get("recheck"));
  }

  @Test
  void syzkallerFindsTheTitleAndTheGuiltyFrame() throws IOException {
    for (Row row : rows("kmalloc_*,kasan_*,vmalloc_*,page_*,kmem_cache_*")) {
      for (Finding finding : row.findings()) {
        Matcher title =
            TITLE.matcher("BUG: KASAN: " + finding.bugClass() + " in " + finding.function().text());
        assertTrue(title.find(), finding.toString());
        String guilty =
            finding.callTrace().reliableFrames().stream()
                .map(frame -> frame.symbol().name())
                .filter(name -> name.equals(row.caseName()) || !SKIPPED.matcher(name).matches())
                .findFirst()
                .orElse("");
        assertEquals(title.group(2), guilty);
      }
    }
  }

  @Test
  void anObjectIsDescribedAsItWasAskedForAndByWhom() {
    Finding finding = rows("kmalloc_oob_right").get(0).findings().get(0);
    assertEquals("slab-out-of-bounds", finding.bugClass());
    assertEquals("kmalloc-128", finding.object().cache());
    assertEquals(115, finding.object().region().size());
    assertEquals(0, finding.object().region().distance());
    assertEquals("allocated", finding.object().region().state().word());
    assertNull(finding.freed());
    assertEquals(3, finding.memoryState().shadowOf(finding.memoryState().firstBadAddress()));
  }

  private static List<String> functions(StackTrace trace) {
    return trace.reliableFrames().stream().map(frame -> frame.symbol().name()).toList();
  }

  /** mm/kasan/generic.c keeps the last two stacks of kasan_record_aux_stack. */
  @Test
  void workThatWasQueuedOnAnObjectIsShownWithIt() {
    for (Map.Entry<String, List<String>> each :
        Map.of(
                "rcu_uaf",
                    List.of("__call_rcu_common.constprop.0", "rcu_uaf_reclaim", "rcu_do_batch"),
                "workqueue_uaf", List.of("queue_work_on", "workqueue_uaf_work", "process_one_work"),
                "kmem_cache_rcu_uaf",
                    List.of("kmem_cache_free", "slab_free_after_rcu_debug", "rcu_do_batch"))
            .entrySet()) {
      Finding finding = rows(each.getKey()).get(0).findings().get(0);
      assertEquals(1, finding.relatedWork().size(), each.getKey());
      List<String> asked = functions(finding.relatedWork().get(0));
      assertEquals(List.of("kasan_save_stack", "__kasan_record_aux_stack"), asked.subList(0, 2));
      assertEquals(each.getValue().get(0), asked.get(asked.indexOf(each.getKey()) - 1));
      List<String> freed = functions(finding.freed().stack());
      int doer = freed.indexOf(each.getValue().get(1));
      assertTrue(doer > 0, freed.toString());
      assertEquals(each.getValue().get(2), freed.get(doer + 1));
    }
  }

  @Test
  void onlyTheLastTwoStacksOfQueuedWorkAreKeptAndNoneWithTags() {
    String program =
        """
        p = kmalloc 16
        queue_work p
        kfree_rcu p
        read p+16 8 => found
        rcu_barrier
        kfree_rcu p
        read p 8 => found""";
    List<Finding> findings = Bench.row("original", "outline", program).findings();
    assertNull(findings.get(0).freed());
    assertEquals(2, findings.get(0).relatedWork().size());
    Finding last = findings.get(1);
    assertEquals(2, last.relatedWork().size());
    for (StackTrace work : last.relatedWork()) {
      assertTrue(functions(work).contains("__call_rcu_common.constprop.0"), work.toString());
    }
    List<Row> tagged = Bench.rows(Bench.plan(List.of("sw-tags"), "outline", "rcu_uaf", "sw-tags"));
    assertEquals(List.of(), tagged.get(0).findings().get(0).relatedWork());
  }

  @Test
  void onlyTheFirstReportIsPrintedWithoutMultiShot() {
    assertEquals(3, rows("kmalloc_oob_right").get(0).findings().size());
    Row single = rows("kmalloc_oob_right", "suite.multi-shot=off").get(0);
    assertEquals(1, single.findings().size());
    assertEquals(Result.FOUND, single.outcome().result());
  }

  @Test
  void panicOnWarnEndsTheRunUnlessMultiShotIsOn() {
    Row panicked =
        rows("kmalloc_oob_right", "suite.multi-shot=off", "suite.panic-on-warn=on").get(0);
    assertEquals(1, panicked.findings().size());
    assertTrue(String.valueOf(panicked.outcome().reason()).contains("panicked"));
    assertEquals(3, rows("kmalloc_oob_right", "suite.panic-on-warn=on").get(0).findings().size());
  }

  @Test
  void aTaskThatSwitchedReportsOffIsNotReported() {
    String program =
        """
        p = kmalloc 16
        kasan_disable
        read p+16 8 => found
        kasan_enable
        read p+16 8 => found""";
    Row row = Bench.row("original", "outline", program);
    assertEquals(Result.MISSED, row.outcome().result());
    assertTrue(String.valueOf(row.outcome().reason()).contains("suppressed"));
    assertEquals(1, row.findings().size());
  }

  /** The read is reported where no report is due; then two addresses are never the same. */
  @Test
  void aFalseReportIsOneThoughTheCaseDoesNotComeToItsEnd() {
    String program =
        """
        p = kmalloc 16
        read p+16 8
        repeat 2
        q = kmalloc 16
        end until q == p""";
    Row row = Bench.row("original", "outline", program);
    assertEquals(Result.FALSE, row.outcome().result(), () -> row.outcome().toString());
    assertTrue(String.valueOf(row.outcome().reason()).contains("did not come about"));
  }
}
