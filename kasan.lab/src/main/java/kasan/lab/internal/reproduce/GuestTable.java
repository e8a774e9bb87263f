// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.ModelledKernel;

/**
 * Four real guests of 1024 MB with Linux 6.12, whose slab was measured
 * (docs/sources.md#real-guests), and one of 4096 MB with Linux 6.1 (docs/reproduce.md), beside the
 * model; and what the peak depends on. The guests had their shadow from boot on or none, and so has
 * the model of each.
 */
final class GuestTable {
  private static final String MIB = "MiB";
  private static final int BLOCK_SHIFT = 3;

  /** The tree of the guest of 4096 MB had 83,811 inodes. */
  private static final Map<String, String> TREE_READ =
      Map.of("accesses", "0", "seconds", "0", "tree", "1393");

  private record Guest(
      long ramMib,
      String name,
      boolean kasan,
      String workload,
      Map<String, String> options,
      double slab,
      double shadow) {
    static Guest build(String name, boolean kasan, double slab, double shadow) {
      return new Guest(1024, name, kasan, "kernel-build", MemoryTables.LENGTH, slab, shadow);
    }

    static Guest tree(String name, boolean kasan, double slab, double shadow) {
      return new Guest(1024, name, kasan, MemoryTables.WORKLOAD, MemoryTables.LENGTH, slab, shadow);
    }
  }

  private static final List<Guest> GUESTS =
      List.of(
          Guest.build("plain, build", false, 31.3, 4.5),
          Guest.tree("plain, tree read, then build", false, 152.8, 19.6),
          Guest.build("KASAN outline, build", true, 64.5, 9.9),
          Guest.tree("KASAN outline, tree read, then build", true, 209.0, 28.3),
          new Guest(
              4096,
              "KASAN outline, tree read",
              true,
              MemoryTables.WORKLOAD,
              TREE_READ,
              276.9,
              36.6));

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

  private Slab measure(Machines.Boot boot, String workload, Map<String, String> options) {
    try (ModelledKernel kernel = machines.boot(boot, seed)) {
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
          measure(Machines.Boot.guest(guest.ramMib, guest.kasan), guest.workload, guest.options);
      String table = "real guests, " + guest.ramMib + " MB";
      lines.add(Line.derived(table, "slab: " + guest.name, guest.slab, slab.mostMib, MIB));
      lines.add(
          Line.derived(
              table, "shadow of its blocks: " + guest.name, guest.shadow, slab.shadowMib, MIB));
      progress.at(lines.size());
    }
    return lines;
  }

  /** What was changed, and what came of it. */
  record Change(String what, Slab slab) {}

  /** One thing changed at a time, on a kernel with the shadow of the series. */
  List<Change> sensitivity() {
    var changes = new ArrayList<Change>();
    changes.add(change("nothing", true, Map.of()));
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
    Change change =
        new Change(what, measure(Machines.Boot.patchedGuest(kasan), MemoryTables.WORKLOAD, all));
    progress.at(1);
    return change;
  }
}
