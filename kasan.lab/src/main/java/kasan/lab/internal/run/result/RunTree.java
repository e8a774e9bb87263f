// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.workload.EventSource;
import kasan.lab.api.Settings;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.SlabUse;
import kasan.lab.api.recording.AgedBlock;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.run.RunFinding;
import kasan.lab.internal.bill.BillTree;
import kasan.lab.internal.bill.FidelityTree;
import kasan.lab.internal.bill.LayoutTree;
import kasan.lab.internal.bill.Timeline;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.plan.CheckedRun;
import kasan.lab.internal.run.swap.Incident;
import kasan.lab.internal.run.swap.SchemeSlot;
import kasan.lab.internal.run.swap.ShadowBill;
import org.jspecify.annotations.Nullable;

/** The result of a run for machines; docs/run.md defines each key. */
final class RunTree {
  private static final long WHOLE = 100;

  private static final int NANO_DIGITS = 9;

  private final RunFacts facts;
  private final CheckedRun run;
  private final SchemeSlot slot;

  RunTree(RunFacts facts) {
    this.facts = facts;
    this.run = facts.run();
    this.slot = facts.slot();
  }

  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    KernelCounts after = slot.kernel().counts();
    tree.put("input", input());
    tree.put("settings", settings());
    tree.put("version", facts.version());
    boolean timing = run.plan().timing();
    tree.put("swaps", slot.swaps().stream().map(swap -> swap.tree(timing)).toList());
    var slabs = new SlabTree(slot.kernel().machine().pageShift());
    tree.put("timeline", timeline(slabs));
    var bills =
        new BillTree(
            slot.runKernel().memTotalKb(),
            facts.before().slabBlocksAtStart(),
            run.workload() != null);
    tree.put("rows", slot.bills().stream().map(bill -> bill.tree(bills)).toList());
    SlabUse slabNow = slot.kernel().slabUse();
    if (slabNow != null && facts.slabBefore() != null) {
      tree.put("slab", slabs.of(facts.slabBefore(), slabNow));
    }
    ModelledKernel modelled = slot.runKernel().modelled();
    if (modelled != null) {
      tree.put("meminfo", modelled.memInfoKb());
      tree.put("caches", slabs.of(modelled.caches()));
    }
    LayoutBill layout = slot.kernel().layoutBill();
    if (layout != null) {
      tree.put("layout", LayoutTree.of(layout, facts.before(), slot.kernel().machine()));
    }
    FindingLog log = facts.findings();
    tree.put("findings", log.entries().stream().map(RunFinding::tree).toList());
    tree.put("findingCount", log.count());
    tree.put("falseReports", log.falseReports());
    tree.put("incidents", slot.incidents().stream().map(Incident::tree).toList());
    tree.put("outOfMemory", slot.runKernel().outOfMemory());
    tree.put("nondeterministic", facts.nondeterministic());
    tree.put("counts", counts(after));
    List<String> notes = facts.source().notes();
    if (!notes.isEmpty()) {
      tree.put("notes", notes);
    }
    if (run.live()) {
      tree.put("fidelity", FidelityTree.of(slot.kernel().fidelity()));
    }
    return tree;
  }

  private Map<String, @Nullable Object> input() {
    var machine = slot.kernel().machine();
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("name", run.program());
    input.put("kind", run.live() ? "live" : run.workload() == null ? "recording" : "workload");
    input.put("operations", facts.done());
    input.put("operationsInAll", facts.operations() < 0 ? null : facts.operations());
    input.put("state", facts.state().word());
    input.put("cpus", machine.cpus());
    input.put("ramKb", machine.ramPages() << (machine.pageShift() - 10));
    long memTotalKb = slot.runKernel().memTotalKb();
    input.put("memTotalKb", memTotalKb == 0 ? null : memTotalKb);
    EventSource source = facts.source();
    input.put("lostEvents", source.tellsLosses() ? source.lostEvents() : null);
    return input;
  }

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("scheme", run.plan().scheme());
    settings.put("layout", run.rule().layoutWord());
    settings.put("instrumentation", run.rule().instrumentationWord());
    settings.put("arch", run.arch().name());
    settings.put("addressLayout", run.arch().layout().name());
    settings.put("seed", run.plan().seed());
    settings.put("profile", run.boot() == null ? null : run.boot().profile());
    Ageing ageing = run.boot() == null ? null : run.boot().ageing();
    if (ageing != null) {
      settings.put("aged", aged(ageing, facts.slot().kernel().machine().ramPages()));
    }
    settings.put("archOptions", run.archOptions().asMap());
    settings.put("kernelOptions", run.kernelOptions().asMap());
    settings.put("workloadOptions", run.workloadOptions().asMap());
    settings.put("machine", new TreeMap<>(run.machine()));
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    new TreeMap<>(run.plan().settings().byOwner())
        .forEach((owner, options) -> set.put(owner, new TreeMap<>(options)));
    settings.put("set", set);
    settings.put("configured", run.plan().settings().configured());
    settings.put("from", origins());
    return settings;
  }

  private Map<String, @Nullable Object> origins() {
    var from = new LinkedHashMap<String, @Nullable Object>();
    Settings set = run.plan().settings();
    set.addOrigins("", run.kernelOptions().asMap().keySet(), from);
    set.addOrigins("", run.machine().keySet(), from);
    set.addOrigins(run.arch().name(), run.archOptions().asMap().keySet(), from);
    if (run.workload() != null) {
      set.addOrigins(run.workloadOwner(), run.workloadOptions().asMap().keySet(), from);
    }
    // schemes come and go while it runs: those of which something is set, now and later
    for (String scheme : set.owners()) {
      set.addOrigins(scheme, set.of(scheme).keySet(), from);
    }
    return from;
  }

  private static Map<String, @Nullable Object> aged(Ageing ageing, long ramPages) {
    Map<String, @Nullable Object> aged = new LinkedHashMap<>();
    aged.put("recording", ageing.name());
    aged.put("pageBlocks", (long) ageing.blocks().size());
    aged.put("slabPages", ageing.pages(AgedBlock.Use.SLAB));
    aged.put("freePages", ageing.pages(AgedBlock.Use.FREE));
    aged.put(
        "percentOfRam", Math.min(WHOLE, Math.round(WHOLE * (double) ramPages / ageing.ramPages())));
    return aged;
  }

  private Map<String, @Nullable Object> counts(KernelCounts after) {
    Map<String, @Nullable Object> counts = new LinkedHashMap<>();
    counts.put("events", after.events());
    counts.put("unknownPages", after.unknownPages());
    counts.put("unmanagedPages", after.unmanagedPages());
    counts.put("impliedFrees", after.impliedFrees());
    counts.put("unknownFrees", after.unknownFrees());
    counts.put("slabPages", after.slabPages());
    counts.put("liveObjects", after.liveObjects());
    counts.put("taskStacks", after.taskStacks());
    SortedMap<String, Long> passedOver = facts.source().passedOver();
    counts.put("passedOver", passedOver);
    counts.put("notes", after.notes());
    return counts;
  }

  private List<Map<String, @Nullable Object>> timeline(SlabTree slabs) {
    Timeline timeline = facts.timeline();
    List<ShadowBill> bills = slot.bills();
    long[] at = timeline.nanosSinceStart();
    long[] shadowKb = timeline.valuesOf(0);
    long[] operation = timeline.valuesOf(1);
    long[] freeKb = timeline.valuesOf(2);
    long[] bill = timeline.valuesOf(3);
    long[] slabPages = timeline.valuesOf(4);
    long[] slabBlocks = timeline.valuesOf(5);
    var points = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < at.length; i++) {
      Map<String, @Nullable Object> point = new LinkedHashMap<>();
      point.put("t", BigDecimal.valueOf(at[i], NANO_DIGITS));
      point.put("operation", operation[i]);
      point.put("scheme", bills.get((int) Math.max(0, bill[i])).name());
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
}
