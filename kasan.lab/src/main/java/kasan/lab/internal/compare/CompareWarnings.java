// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.internal.bill.Trees;
import org.jspecify.annotations.Nullable;

/** What a reader must know before trusting the figures of a comparison. */
final class CompareWarnings {
  /** How sources count an event that is of no use here. */
  static final String OTHER_EVENT = "other event: ";

  private final Recording recording;
  private final KernelCounts before;
  private final EventSource source;
  private final Set<EventField> told;
  private final List<Map<String, @Nullable Object>> rows;
  private final CheckedPlan plan;
  private final Kernel kernel;

  CompareWarnings(
      Recording recording,
      KernelCounts before,
      EventSource source,
      Set<EventField> told,
      List<Map<String, @Nullable Object>> rows,
      CheckedPlan plan,
      Kernel kernel) {
    this.recording = recording;
    this.before = before;
    this.source = source;
    this.told = told;
    this.rows = rows;
    this.plan = plan;
    this.kernel = kernel;
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    LayoutBill layout = kernel.layoutBill();
    String kasan = recording.kasanEvidence();
    if (kasan != null) {
      lines.add(
          "the recorded kernel had KASAN ("
              + kasan
              + "): its slab has redzones already, and its MemTotal is without its own shadow, so"
              + " what is left is reckoned from MemTotal and an eighth of RAM");
    }
    if (layout == null && kasan == null) {
      lines.add(
          "placement as recorded, on a kernel without KASAN: redzones, metadata, quarantine and"
              + " doubled stacks are not in these figures; the slab of a KASAN kernel is about"
              + " twice as large; --layout kasan places the requests again with them");
    } else if (layout != null) {
      quarantine(layout, lines);
    }
    lines.addAll(recording.machineNotes());
    lines.addAll(source.notes());
    if (!source.tellsLosses()) {
      lines.add(
          "lost events: not told; perf script prints losses only with --show-lost-events, so events"
              + " may be missing here");
    }
    if (source.lostEvents() > 0) {
      lines.add(
          Trees.words(source.lostEvents())
              + " events were lost while recording; what they did is missing here");
    }
    if (source.missingEvents() > 0) {
      lines.add(
          "the trace announces "
              + Trees.words(source.missingEvents())
              + " events more than it holds: it was cut");
    }
    otherEvents(lines);
    source
        .besides()
        .forEach(
            (what, count) ->
                lines.add("in the trace and no event: " + what + " " + Trees.words(count)));
    if (recording.before() == null) {
      lines.add(
          "no /proc state from before the trace: what was in use then is unknown, so on-demand"
              + " shadow is a lower bound, and fidelity cannot be judged");
    }
    if (recording.machine().memTotalKb() == 0) {
      lines.add("MemTotal of the machine is not known, so neither is what is left of it");
    }
    if (before.unknownPages() > 0) {
      lines.add(
          Trees.words(before.unknownPages())
              + " of "
              + Trees.words(recording.machine().ramPages())
              + " pages are of unknown use before the trace"
              + unknownUse());
    }
    if (!told.contains(EventField.ACCESSES)) {
      lines.add(
          "the recording has no accesses: loads, rechecks and checks of a second shadow are not"
              + " measured, modelled cost is that of keeping the shadow, not of checking");
    }
    for (Entrant entrant : plan.entrants()) {
      layout(entrant, lines);
    }
    for (Map<String, @Nullable Object> row : rows) {
      overcommit(row, lines);
    }
    return lines;
  }

  private static void quarantine(LayoutBill layout, List<String> lines) {
    if (layout.quarantineKb() < layout.quarantineLimitKb()) {
      lines.add(
          "the quarantine is empty when the recording begins and may hold "
              + Trees.words(layout.quarantineLimitKb())
              + " kB; a machine that has been up for long begins with it full");
    }
    if (layout.standInObjects() == 0) {
      lines.add(
          "no slabinfo from before the trace: nothing stands in for what was in use then, so slab"
              + " and its redzones are a lower bound");
    }
  }

  /** Events of other kinds, so that nobody takes them for events of memory. */
  private void otherEvents(List<String> lines) {
    var others = new ArrayList<String>();
    source
        .passedOver()
        .forEach(
            (reason, count) -> {
              if (reason.startsWith(OTHER_EVENT)) {
                others.add(reason.substring(OTHER_EVENT.length()) + " " + Trees.words(count));
              }
            });
    if (!others.isEmpty()) {
      lines.add("other events in the trace, which tell nothing here: " + String.join(", ", others));
    }
  }

  /** What the replay makes of them, where the kernel has the option. */
  private String unknownUse() {
    String unknown = plan.kernelOptions().asMap().get("unknown");
    if ("free".equals(unknown)) {
      return " and count as free, as was set";
    }
    return unknown == null
        ? ""
        : "; a block that holds one is not unmapped; --set unknown=free gives the other bound";
  }

  private void layout(Entrant entrant, List<String> lines) {
    LayoutClass layoutClass = entrant.description().layoutClass();
    if (entrant.excluded() == null && layoutClass != LayoutClass.GENERIC) {
      lines.add(
          entrant.name()
              + " wants objects laid out for '"
              + layoutClass.word()
              + (plan.relaid()
                  ? "', here they are laid out for '" + LayoutClass.GENERIC.word() + "'"
                  : "': what that costs is not in its figures, and as recorded it misses more"));
    }
  }

  private static void overcommit(Map<String, @Nullable Object> row, List<String> lines) {
    if (row.get("memory") instanceof Map<?, ?> memory
        && memory.get("overcommitKb") instanceof Long kb
        && kb > 0) {
      lines.add(
          row.get("scheme")
              + " needed "
              + Trees.words(kb)
              + " kB more than the recorded machine had free; a real one would have reclaimed"
              + " or run out of memory");
    }
  }
}
