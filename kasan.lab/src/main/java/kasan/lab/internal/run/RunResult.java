// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.workload.EventSource;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.Findings;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.internal.bill.BillTree;
import kasan.lab.internal.bill.ChartData;
import kasan.lab.internal.bill.LayoutTree;
import kasan.lab.internal.bill.Timeline;
import kasan.lab.internal.result.LabResult;
import org.jspecify.annotations.Nullable;

/**
 * What a run found out. Its status is 1 when something was reported, a swap was not made as asked,
 * or a scheme failed.
 *
 * @param verb that asked
 * @param status 0 or 1
 * @param tree for machines
 * @param sections for people
 * @param chartData for charts
 * @param findings what was reported
 */
record RunResult(
    String verb,
    int status,
    Map<String, @Nullable Object> tree,
    List<Section> sections,
    Map<String, @Nullable Object> chartData,
    List<Finding> findings)
    implements Findings {
  private static final int NANO_DIGITS = 9;

  /** Copies the outermost level. */
  RunResult {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    sections = List.copyOf(sections);
    chartData = Collections.unmodifiableMap(new LinkedHashMap<>(chartData));
    findings = List.copyOf(findings);
  }

  /**
   * What the loop alone knows.
   *
   * @param operations in all; -1 when nobody has counted
   * @param waitsFor scheme that the run waits for
   * @param nondeterministic whether the next run may end otherwise
   * @param held true while it is held
   * @param ended whether it is over
   * @param slabBefore what slabs took before the first event; null where nobody counts
   */
  record Facts(
      long operations,
      String waitsFor,
      boolean held,
      boolean nondeterministic,
      boolean ended,
      @Nullable SlabUse slabBefore) {
    String state() {
      if (ended) {
        return "ended";
      }
      return !waitsFor.isEmpty() ? "waiting" : held ? "held" : "running";
    }
  }

  /** The result of a run, or of what it has done so far. */
  static RunResult of(
      String name,
      String version,
      CheckedRun run,
      Seat seat,
      Timeline timeline,
      Course course,
      KernelCounts before,
      Facts facts) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    KernelCounts after = seat.ground().kernel().counts();
    tree.put("input", input(run, seat, course, facts));
    tree.put("settings", settings(run));
    tree.put("version", version);
    boolean timing = run.plan().timing();
    tree.put("swaps", seat.swaps().stream().map(swap -> swap.tree(timing)).toList());
    var slabs = new SlabTree(seat.ground().kernel().machine().pageShift());
    tree.put("timeline", timeline(timeline, seat.reigns(), slabs));
    var bills =
        new BillTree(
            seat.ground().memTotalKb(), before.slabBlocksAtStart(), run.workload() != null);
    tree.put("rows", seat.reigns().stream().map(reign -> reign.tree(bills)).toList());
    SlabUse slabNow = seat.ground().kernel().slabUse();
    if (slabNow != null && facts.slabBefore() != null) {
      tree.put("slab", slabs.of(facts.slabBefore(), slabNow));
    }
    ModelledKernel modelled = seat.ground().modelled();
    if (modelled != null) {
      tree.put("meminfo", modelled.memInfoKb());
      tree.put("caches", slabs.of(modelled.caches()));
    }
    LayoutBill layout = seat.ground().kernel().layoutBill();
    if (layout != null) {
      tree.put("layout", LayoutTree.of(layout, before, seat.ground().kernel().machine()));
    }
    FindingLog log = seat.findings();
    tree.put("findings", log.entries().stream().map(FindingLog.Entry::tree).toList());
    tree.put("findingCount", log.count());
    tree.put("falseReports", log.falseReports());
    tree.put("incidents", seat.incidents().stream().map(Incident::tree).toList());
    tree.put("outOfMemory", seat.ground().outOfMemory());
    tree.put("nondeterministic", facts.nondeterministic());
    tree.put("counts", counts(after, course.source()));
    boolean bad =
        log.count() > 0
            || seat.swaps().stream().anyMatch(swap -> !swap.status().equals(SwapRow.OK))
            || seat.incidents().stream().anyMatch(incident -> !incident.harmless());
    return new RunResult(
        "run",
        bad ? 1 : 0,
        tree,
        new RunSections(name, tree).all(),
        new ChartData()
            .fragmentation(new long[0], seat.ground().kernel().slabBlocksByPages())
            .asMap(),
        log.entries().stream().map(FindingLog.Entry::finding).toList());
  }

  private static Map<String, @Nullable Object> input(
      CheckedRun run, Seat seat, Course course, Facts facts) {
    var machine = seat.ground().kernel().machine();
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("name", run.program());
    input.put("kind", run.workload() == null ? "recording" : "workload");
    input.put("operations", course.done());
    input.put("operationsInAll", facts.operations() < 0 ? null : facts.operations());
    input.put("state", facts.state());
    input.put("cpus", machine.cpus());
    input.put("ramKb", machine.ramPages() << (machine.pageShift() - 10));
    long memTotalKb = seat.ground().memTotalKb();
    input.put("memTotalKb", memTotalKb == 0 ? null : memTotalKb);
    var source = course.source();
    input.put("lostEvents", source.tellsLosses() ? source.lostEvents() : null);
    return input;
  }

  private static Map<String, @Nullable Object> settings(CheckedRun run) {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("scheme", run.plan().scheme());
    settings.put("layout", run.rule().layoutWord());
    settings.put("instrumentation", run.rule().instrumentationWord());
    settings.put("arch", run.arch().name());
    settings.put("addressLayout", run.arch().layout().name());
    settings.put("seed", run.plan().seed());
    settings.put("profile", run.boot() == null ? null : run.boot().profile());
    settings.put("archOptions", run.archOptions().asMap());
    settings.put("kernelOptions", run.kernelOptions().asMap());
    settings.put("workloadOptions", run.workloadOptions().asMap());
    settings.put("machine", new TreeMap<>(run.machine()));
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    new TreeMap<>(run.plan().settings().byOwner())
        .forEach((owner, options) -> set.put(owner, new TreeMap<>(options)));
    settings.put("set", set);
    return settings;
  }

  private static Map<String, @Nullable Object> counts(KernelCounts after, EventSource source) {
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    counts.put("events", after.events());
    counts.put("unknownPages", after.unknownPages());
    counts.put("unmanagedPages", after.unmanagedPages());
    counts.put("impliedFrees", after.impliedFrees());
    counts.put("unknownFrees", after.unknownFrees());
    counts.put("slabPages", after.slabPages());
    counts.put("liveObjects", after.liveObjects());
    counts.put("taskStacks", after.taskStacks());
    SortedMap<String, Long> passedOver = source.passedOver();
    counts.put("passedOver", passedOver);
    counts.put("notes", after.notes());
    return counts;
  }

  private static List<Map<String, @Nullable Object>> timeline(
      Timeline timeline, List<Reign> reigns, SlabTree slabs) {
    long[] at = timeline.nanosSinceStart();
    long[] shadowKb = timeline.valuesOf(0);
    long[] operation = timeline.valuesOf(1);
    long[] freeKb = timeline.valuesOf(2);
    long[] reign = timeline.valuesOf(3);
    long[] slabPages = timeline.valuesOf(4);
    long[] slabBlocks = timeline.valuesOf(5);
    var points = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < at.length; i++) {
      Map<String, @Nullable Object> point = new LinkedHashMap<>();
      point.put("t", BigDecimal.valueOf(at[i], NANO_DIGITS));
      point.put("operation", operation[i]);
      point.put("scheme", reigns.get((int) Math.max(0, reign[i])).name());
      point.put("shadowKb", shadowKb[i]);
      point.put("memFreeKb", freeKb[i] < 0 ? null : freeKb[i]);
      boolean counted = slabPages[i] >= 0;
      point.put("slabKb", counted ? slabs.kb(slabPages[i]) : null);
      point.put("blocksWithSlab", counted ? slabBlocks[i] : null);
      point.put("shadowOfBlocksKb", counted ? slabs.kb(slabBlocks[i]) : null);
      points.add(point);
    }
    return points;
  }

  /** What a swap came to. */
  static Result ofSwap(String run, SwapRow row, boolean timing) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("run", run);
    tree.put("rows", List.of(row.tree(timing)));
    return new LabResult(
        "swap",
        row.status().equals(SwapRow.OK) ? 0 : 1,
        tree,
        RunSections.ofSwap(run, row.tree(timing)));
  }

  /** What the shadow says of an address, and what lies there. */
  static Result ofLook(String run, Seat seat, long address) {
    var where = new Whereabouts(seat);
    Map<String, @Nullable Object> row = where.row(run, address);
    var sections = new ArrayList<Section>(RunSections.ofPlaces("", List.of(row), false));
    List<String> lines = where.lines(row, address);
    if (!lines.isEmpty()) {
      sections.add(new Section.Text("", lines));
    }
    return new LabResult("shadow", 0, Map.of("rows", List.of(row)), sections);
  }

  /** An address of each kind. */
  static Result ofExamples(String run, Seat seat) {
    List<Map<String, @Nullable Object>> rows = new Whereabouts(seat).examples(run);
    return new LabResult(
        "shadow",
        0,
        Map.of("rows", rows),
        rows.isEmpty()
            ? List.of(new Section.Text("", List.of("no scheme stands")))
            : RunSections.ofPlaces("An address of each kind of memory", rows, true));
  }

  /** What was said of an access that somebody asked for. */
  static Result ofTouch(String run, Seat seat, Order.Touch touch) {
    ModelledKernel kernel = seat.ground().modelled();
    if (kernel == null) {
      throw new BadInputException(
          run + " follows a recording: its kernel runs no code to access memory with");
    }
    int cpus = kernel.machine().cpus();
    if (touch.cpu() >= cpus) {
      throw new BadInputException(run + " has CPUs 0.." + (cpus - 1) + ", not " + touch.cpu());
    }
    FindingLog.Seen seen =
        seat.findings()
            .watch(
                () ->
                    kernel
                        .calls()
                        .access(touch.cpu(), touch.address(), touch.bytes(), touch.write()));
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", run);
    row.put("scheme", seat.standingName());
    row.put("access", touch.write() ? "write" : "read");
    row.put("size", touch.bytes());
    row.put("address", FindingTree.address(touch.address()));
    row.put("cpu", (long) touch.cpu());
    row.put("reported", seen != null && seen.reported());
    row.put("bugClass", seen == null ? null : seen.bugClass());
    row.put("truth", seen == null ? null : seen.truth());
    row.put("missed", seen == null ? null : seen.missed());
    return new LabResult(
        "access",
        seen != null && seen.reported() ? 1 : 0,
        Map.of("rows", List.of(row)),
        RunSections.ofRows("", List.of(row)));
  }

  /** What was reported, alone. */
  static RunResult ofFindings(String run, List<FindingLog.Entry> entries, long count) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("run", run);
    tree.put("findingCount", count);
    tree.put("rows", entries.stream().map(FindingLog.Entry::tree).toList());
    return new RunResult(
        "findings",
        count > 0 ? 1 : 0,
        tree,
        RunSections.ofFindings(tree),
        Map.of(),
        entries.stream().map(FindingLog.Entry::finding).toList());
  }
}
