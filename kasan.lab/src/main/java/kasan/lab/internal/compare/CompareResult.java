// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kasan.api.memory.Machine;
import kasan.api.report.Result;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.lab.api.Settings;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.internal.bill.BrokenEntries;
import kasan.lab.internal.bill.ChartData;
import kasan.lab.internal.bill.FidelityTree;
import kasan.lab.internal.bill.LabResult;
import kasan.lab.internal.bill.LayoutTree;
import kasan.lab.internal.bill.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a comparison measured into one result. The tree is the truth; what people read is
 * made from it by {@link CompareSections}.
 */
final class CompareResult {
  private final String version;
  private final CheckedPlan plan;
  private final Recording recording;
  private final EventSource source;
  private final KernelCounts before;
  private final long[] blocksBefore;
  private final KernelCounts after;
  private final Kernel kernel;
  private final Set<EventField> told;
  private final Timeline timeline;
  private final Detection detection;

  /**
   * @param source at its end
   * @param before counts before the first event
   * @param blocksBefore blocks by their slab pages before the first event
   * @param told what the events carried
   * @param timeline of all entrants and, last, the bound
   * @param detection what the suite is known to come to
   */
  CompareResult(
      String version,
      CheckedPlan plan,
      Recording recording,
      EventSource source,
      Kernel kernel,
      KernelCounts before,
      long[] blocksBefore,
      Set<EventField> told,
      Timeline timeline,
      Detection detection) {
    this.detection = detection;
    this.version = version;
    this.plan = plan;
    this.recording = recording;
    this.source = source;
    this.kernel = kernel;
    this.before = before;
    this.blocksBefore = blocksBefore;
    this.after = kernel.counts();
    this.told = told;
    this.timeline = timeline;
  }

  Result of(List<Measured> entrants, OracleBound oracle) {
    var rowsOf =
        new Rows(
            memTotalWithoutShadowKb(),
            before.slabBlocksAtStart(),
            told.contains(EventField.ACCESSES),
            kernel.layoutBill(),
            detection);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Measured entrant : entrants) {
      rows.add(rowsOf.of(entrant));
    }
    rows.add(rowsOf.of(oracle));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("input", input());
    tree.put("settings", settings());
    tree.put("version", version);
    tree.put("fidelity", FidelityTree.of(kernel.fidelity()));
    LayoutBill bill = kernel.layoutBill();
    if (bill != null) {
      tree.put("layout", LayoutTree.of(bill, before, recording.machine()));
    }
    tree.put("rows", rows);
    tree.put("timeline", timeline(entrants, oracle));
    tree.put("warnings", warnings(entrants, rows));
    return new LabResult("compare", 0, tree, new CompareSections(tree).all(), chartData());
  }

  private Map<String, @Nullable Object> chartData() {
    return new ChartData()
        .fragmentation(blocksBefore, kernel.slabBlocksByPages())
        .misses(plan.entrants().stream().map(Entrant::description).toList())
        .asMap();
  }

  private List<String> warnings(List<Measured> entrants, List<Map<String, @Nullable Object>> rows) {
    var lines =
        new ArrayList<String>(
            new CompareWarnings(recording, before, source, told, rows, plan, kernel).lines());
    for (Measured entrant : entrants) {
      Measured.Bill bill = entrant.bill();
      if (bill != null && bill.brokenEntries() > 0) {
        lines.add(BrokenEntries.inWords(entrant.name(), plan.arch().name(), bill.brokenEntries()));
      }
    }
    return lines;
  }

  private Map<String, @Nullable Object> input() {
    Machine machine = recording.machine();
    long[] at = timeline.nanosSinceStart();
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("name", recording.name());
    input.put("kind", recording.kind());
    input.put("events", after.events() + passedOver());
    input.put("lostEvents", source.tellsLosses() ? source.lostEvents() : null);
    String digest = recording.sha256();
    input.put("sha256", digest.isEmpty() ? null : digest);
    input.put("frames", machine.frames());
    input.put("memTotalKb", machine.memTotalKb() == 0 ? null : machine.memTotalKb());
    input.put("ramKb", machine.ramPages() << (machine.pageShift() - 10));
    input.put("cpus", machine.cpus());
    input.put("unknownPages", before.unknownPages());
    input.put("unmanagedPages", before.unmanagedPages());
    input.put("impliedFrees", after.impliedFrees());
    input.put("unknownFrees", after.unknownFrees());
    input.put("missingEvents", source.missingEvents());
    input.put("seconds", seconds(at.length == 0 ? 0 : at[at.length - 1]));
    input.put("unknownPagesAtEnd", after.unknownPages());
    input.put("unmanagedPagesAtEnd", after.unmanagedPages());
    input.put("impliedFreesByCache", after.impliedFreesByCache());
    input.put("passedOver", source.passedOver());
    input.put("notes", after.notes());
    if (!source.besides().isEmpty()) {
      input.put("besides", source.besides());
    }
    return input;
  }

  /**
   * MemTotal, as it is without shadow: what a kernel that had KASAN gave to its own, an eighth of
   * RAM, is not billed a second time. 0 when it is not known.
   */
  private long memTotalWithoutShadowKb() {
    Machine machine = recording.machine();
    if (machine.memTotalKb() == 0 || recording.kasanEvidence() == null) {
      return machine.memTotalKb();
    }
    return machine.memTotalKb() + (machine.ramPages() << (machine.pageShift() - 10)) / 8;
  }

  /** Events of memory that were not replayed; events of other kinds are none of them. */
  private long passedOver() {
    long sum = 0;
    for (Map.Entry<String, Long> of : source.passedOver().entrySet()) {
      sum += of.getKey().startsWith(CompareWarnings.OTHER_EVENT) ? 0 : of.getValue();
    }
    return sum;
  }

  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings = new LinkedHashMap<>();
    settings.put("layout", plan.layout());
    settings.put("arch", plan.arch().name());
    settings.put("addressLayout", plan.arch().layout().name());
    settings.put("archOptions", plan.archOptions().asMap());
    settings.put("kernelOptions", plan.kernelOptions().asMap());
    settings.put("machine", new TreeMap<>(plan.machine()));
    Map<String, @Nullable Object> schemes = new LinkedHashMap<>();
    for (Entrant entrant : plan.entrants()) {
      schemes.put(entrant.name(), entrant.scheme().options().asMap());
    }
    settings.put("schemes", schemes);
    settings.put("from", origins());
    return settings;
  }

  private Map<String, @Nullable Object> origins() {
    var from = new LinkedHashMap<String, @Nullable Object>();
    Settings set = plan.settings();
    set.addOrigins("", plan.kernelOptions().asMap().keySet(), from);
    set.addOrigins("", plan.machine().keySet(), from);
    set.addOrigins(plan.arch().name(), plan.archOptions().asMap().keySet(), from);
    for (Entrant entrant : plan.entrants()) {
      set.addOrigins(entrant.name(), entrant.scheme().options().asMap().keySet(), from);
    }
    return from;
  }

  private List<Map<String, @Nullable Object>> timeline(
      List<Measured> entrants, OracleBound oracle) {
    long[] at = timeline.nanosSinceStart();
    var points = new ArrayList<Map<String, @Nullable Object>>();
    for (long nanos : at) {
      Map<String, @Nullable Object> point = new LinkedHashMap<>();
      point.put("t", seconds(nanos));
      points.add(point);
    }
    for (int i = 0; i <= entrants.size(); i++) {
      boolean bound = i == entrants.size();
      if (bound ? oracle.problem() == null : entrants.get(i).bill() != null) {
        long[] values = timeline.valuesOf(i);
        for (int k = 0; k < at.length; k++) {
          points.get(k).put(bound ? OracleBound.NAME : entrants.get(i).name(), values[k]);
        }
      }
    }
    return points;
  }

  private static BigDecimal seconds(long nanos) {
    return BigDecimal.valueOf(nanos, 9);
  }
}
