// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.look;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.FrameUse;
import kasan.api.memory.ObjectState;
import kasan.api.scheme.KernelTruth;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.RequestTrack;
import kasan.lab.internal.run.finding.PromptObjects;
import kasan.lab.internal.run.finding.ShadowRows;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What lies at an address of a run's kernel, beside what its shadow says of it; and addresses of
 * each kind of memory, for who has none at hand.
 */
public final class Whereabouts {
  private final SchemeSlot slot;
  private final Kernel kernel;
  private final @Nullable KernelTruth truth;
  private final PromptObjects objects;

  /**
   * Of the kernel as it is now.
   *
   * @param objects that were allocated at the prompt
   */
  public Whereabouts(SchemeSlot slot, PromptObjects objects) {
    this.slot = slot;
    this.objects = objects;
    this.kernel = slot.kernel();
    this.truth = slot.truth();
  }

  /** Something that memory is used for. */
  private record Use(String what, long start, long bytes) {
    boolean holds(long address) {
      return Long.compareUnsigned(address - start, bytes) < 0;
    }
  }

  /** The row of one address. */
  public Map<String, @Nullable Object> row(String run, long given) {
    long address = untagged(given);
    int value = slot.shadow().shadowByte(address);
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", run);
    row.put("address", FindingTree.address(given));
    row.put("scheme", slot.standingName());
    row.put("shadow", value < 0 ? null : String.format(Locale.ROOT, "%02x", value));
    row.put("meaning", value < 0 ? "has no shadow" : slot.shadow().meaning(value));
    row.put("truth", word(kernel.oracle().stateOf(address)));
    row.put("region", region(address));
    row.put("page", page(address));
    Use use = truth == null ? null : use(truth, address);
    row.put("belongsTo", use == null ? null : use.what());
    row.put("start", use == null ? null : FindingTree.address(use.start()));
    row.put("offset", use == null ? null : address - use.start());
    row.put("allocatedBy", null);
    row.put("freedBy", null);
    ModelledKernel modelled = slot.runKernel().modelled();
    if (use != null && modelled != null) {
      long start = use.start();
      RequestTrack allocated = modelled.allocatedBy(start);
      RequestTrack freed = modelled.freedBy(start);
      row.put("allocatedBy", track(allocated, objects.asked(start, allocated)));
      row.put("freedBy", track(freed, objects.asked(start, freed)));
    }
    return row;
  }

  private static @Nullable Map<String, @Nullable Object> track(
      @Nullable RequestTrack request, boolean atPrompt) {
    if (request == null) {
      return null;
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("operation", atPrompt ? null : request.event());
    tree.put("pid", (long) request.pid());
    return tree;
  }

  private long untagged(long address) {
    return kernel.arch().layout().untagged(address);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String region(long address) {
    for (Region region : kernel.arch().layout().regions()) {
      if (region.contains(address)) {
        return word(region.kind());
      }
    }
    return word(RegionKind.HOLE);
  }

  private @Nullable String page(long address) {
    boolean mapped = kernel.arch().layout().region(RegionKind.DIRECT_MAP).contains(address);
    long pfn = kernel.machine().pfnOf(address);
    return mapped && pfn < kernel.machine().frames() ? word(kernel.oracle().pageKind(pfn)) : null;
  }

  private static String object(long requested, String cache, ObjectState state) {
    String asked = state == ObjectState.LIVE ? ", " + requested + " bytes asked for" : "";
    return word(state) + " object of " + cache + asked;
  }

  /** The smallest thing known that an address lies in. */
  private static @Nullable Use use(KernelTruth truth, long address) {
    var found = new ArrayList<Use>();
    truth.forEachObject(
        (start, requested, cache, state) ->
            add(
                found,
                new Use(object(requested, cache.name(), state), start, cache.slotBytes()),
                address));
    visitOthers(truth, use -> add(found, use, address));
    return found.isEmpty() ? null : found.get(0);
  }

  private static void add(List<Use> found, Use use, long address) {
    if (use.holds(address)) {
      found.add(use);
    }
  }

  /** Is shown what memory is used for. */
  @FunctionalInterface
  private interface Uses {
    void use(Use use);
  }

  private static void visitOthers(KernelTruth truth, Uses uses) {
    truth.forEachStack(
        (start, bytes, estimated) -> {
          if (!estimated) {
            uses.use(new Use("stack of a task", start, bytes));
          }
        });
    truth.forEachVmallocArea(
        (start, bytes, requested, unpurged) ->
            uses.use(
                new Use(
                    unpurged
                        ? "vmalloc area that was freed and not purged"
                        : "vmalloc area, " + requested + " bytes asked for",
                    start,
                    bytes)));
    truth.forEachFixed(
        (start, bytes, use) ->
            uses.use(
                new Use(
                    use == FrameUse.IMAGE ? "kernel image" : "IRQ and exception stacks of a CPU",
                    start,
                    bytes)));
  }

  /** What the row of one address says, in words, and the shadow around it. */
  public List<String> lines(Map<String, @Nullable Object> row, long given) {
    var lines = new ArrayList<String>();
    if (row.get("belongsTo") != null) {
      lines.add(row.get("belongsTo") + " at " + row.get("start") + ", offset " + row.get("offset"));
    }
    did(lines, "allocated", row.get("allocatedBy"));
    did(lines, "freed", row.get("freedBy"));
    MemoryState around = ShadowRows.around(slot, untagged(given));
    if (around != null) {
      lines.add("shadow around it, a byte for " + around.granule() + " bytes of memory:");
      for (MemoryState.Row each : around.rows()) {
        long offset = untagged(given) - each.address();
        boolean here = offset >= 0 && offset < (long) each.length() * around.granule();
        lines.add((here ? ">" : " ") + each);
      }
    }
    return lines;
  }

  private static void did(List<String> lines, String what, @Nullable Object track) {
    if (track instanceof Map<?, ?> by) {
      Object operation = by.get("operation");
      lines.add(
          what
              + " by task "
              + by.get("pid")
              + (operation == null ? " at the prompt" : " in operation " + operation));
    }
  }

  /** One address of each kind that there is now. */
  public List<Map<String, @Nullable Object>> examples(String run) {
    var at = new LinkedHashMap<String, Long>();
    KernelTruth known = truth;
    if (known != null) {
      known.forEachObject(
          (start, requested, cache, state) -> {
            at.putIfAbsent(state.name(), start);
            if (state == ObjectState.LIVE
                && !at.containsKey("redzone")
                && kernel.oracle().stateOf(start + requested) == ByteState.REDZONE) {
              at.put("redzone", start + requested);
            }
          });
      known.forEachLarge(
          (pfn, order, requested) -> at.putIfAbsent("large", kernel.machine().addressOf(pfn)));
      visitOthers(known, use -> at.putIfAbsent(use.what().replaceAll(",.*", ""), use.start()));
      known.forEachPageRun(
          (pfn, pages, kind) -> at.putIfAbsent("page " + kind, kernel.machine().addressOf(pfn)));
    }
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    at.values().stream().distinct().forEach(address -> rows.add(row(run, address)));
    return rows;
  }
}
