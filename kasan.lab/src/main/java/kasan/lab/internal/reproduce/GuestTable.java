// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.kernel.ModelledKernel;
import kasan.api.lab.Progress;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;

/**
 * Four real guests of 1024 MB with Linux 6.12, whose slab was measured (kasan-facts 2.2), beside
 * the model; and what the peak depends on.
 */
final class GuestTable {
  private static final String TABLE = "real guests, 1024 MB";
  private static final String MIB = "MiB";
  private static final int BLOCK_SHIFT = 3;

  private record Guest(String name, boolean kasan, boolean tree, double slab, double shadow) {}

  private static final List<Guest> GUESTS =
      List.of(
          new Guest("plain, build", false, false, 31.3, 4.5),
          new Guest("plain, tree read, then build", false, true, 152.8, 19.6),
          new Guest("KASAN outline, build", true, false, 64.5, 9.9),
          new Guest("KASAN outline, tree read, then build", true, true, 209.0, 28.3));

  private final Machines machines;
  private final long seed;
  private final Progress progress;

  GuestTable(Machines machines, long seed, Progress progress) {
    this.machines = machines;
    this.seed = seed;
    this.progress = progress;
  }

  /** What a run had. */
  record Slab(double mostMib, double shadowMib, double mappedPeakMb) {}

  private Slab measure(boolean kasan, String workload, Map<String, String> options) {
    try (ModelledKernel kernel = machines.boot(Machines.Boot.guest(kasan), seed)) {
      long[] most = new long[1];
      machines.run(
          kernel,
          workload,
          options,
          seed,
          batch -> {
            most[0] = Math.max(most[0], kernel.counts().slabPages());
            return true;
          });
      double perMib = 1L << (20 - kernel.machine().pageShift());
      return new Slab(most[0] / perMib, slabBlocks(kernel) / perMib, MemoryTables.peakMb(kernel));
    }
  }

  /** Aligned blocks of 8 pages with at least one slab page. */
  private static long slabBlocks(ModelledKernel kernel) {
    long blocks = 0;
    long last = -1;
    for (PfnRange range : kernel.machine().ram()) {
      for (long pfn = range.first(); pfn < range.end(); pfn++) {
        long block = pfn >> BLOCK_SHIFT;
        if (block != last && kernel.oracle().pageKind(pfn) == PageKind.SLAB) {
          last = block;
          blocks++;
        }
      }
    }
    return blocks;
  }

  List<Line> lines() {
    var lines = new ArrayList<Line>();
    for (Guest guest : GUESTS) {
      Slab slab =
          measure(
              guest.kasan,
              guest.tree ? MemoryTables.WORKLOAD : "kernel-build",
              MemoryTables.LENGTH);
      lines.add(Line.derived(TABLE, "slab: " + guest.name, guest.slab, slab.mostMib, MIB));
      lines.add(
          Line.derived(
              TABLE, "shadow of its blocks: " + guest.name, guest.shadow, slab.shadowMib, MIB));
      progress.at(lines.size());
    }
    return lines;
  }

  /** What was changed, and what came of it. */
  record Change(String what, Slab slab) {}

  /** One thing changed at a time, beside the last of the guests. */
  List<Change> sensitivity() {
    var changes = new ArrayList<Change>();
    changes.add(change("as the last guest above", true, Map.of()));
    changes.add(change("tree of 256 MiB", true, Map.of("tree", "256")));
    changes.add(change("tree of 768 MiB", true, Map.of("tree", "768")));
    changes.add(change("tree of 3072 MiB", true, Map.of("tree", "3072")));
    changes.add(change("1 job", true, Map.of("jobs", "1")));
    changes.add(change("8 jobs", true, Map.of("jobs", "8")));
    changes.add(change("no KASAN layout, no quarantine", false, Map.of()));
    return changes;
  }

  private Change change(String what, boolean kasan, Map<String, String> options) {
    var all = new TreeMap<String, String>(MemoryTables.LENGTH);
    all.putAll(options);
    Change change = new Change(what, measure(kasan, MemoryTables.WORKLOAD, all));
    progress.at(1);
    return change;
  }
}
