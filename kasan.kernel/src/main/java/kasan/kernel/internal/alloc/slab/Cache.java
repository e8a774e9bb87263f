// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Arrays;
import kasan.api.memory.SlabCache;

/** One cache at run time: its layout, what each CPU allocates from, its lists of partial slabs. */
final class Cache {
  private static final int MIN_PARTIAL_LEAST = 5;
  private static final int MIN_PARTIAL_MOST = 10;

  final int id;
  final CacheSpec spec;
  final SlabLayout layout;
  final SlabCache info;

  /** Empty slabs are given up when the node has so many partial ones. */
  final int minPartial;

  /** A CPU keeps so many partial slabs at most; 0 where it keeps none. */
  final int cpuPartialSlabs;

  final int[] cpuSlab;
  final int[] cpuFree;
  final int[] cpuPartial;
  final int[] cpuPartialCount;

  int partialHead = SlabTable.NONE;
  int partialTail = SlabTable.NONE;
  int partialCount;

  long slabs;
  long slots;
  long live;
  long quarantined;
  long pages;

  Cache(int id, CacheSpec spec, SlabLayout layout, SlabRules rules) {
    this.id = id;
    this.spec = spec;
    this.layout = layout;
    info =
        new SlabCache(
            spec.name(),
            layout.objectBytes(),
            layout.slotBytes(),
            spec.has(CacheFlag.KMALLOC),
            // KASAN's default SLUB_RCU_DEBUG frees such objects only when nobody may read them
            spec.has(CacheFlag.TYPESAFE_BY_RCU) && !rules.anyKasan());
    int log2 = 31 - Integer.numberOfLeadingZeros(layout.slotBytes());
    minPartial = Math.min(Math.max(log2 / 2, MIN_PARTIAL_LEAST), MIN_PARTIAL_MOST);
    int objects = cpuPartialObjects(layout.slotBytes(), rules.pageShift());
    cpuPartialSlabs =
        rules.cpuPartial() ? (2 * objects + layout.objects() - 1) / layout.objects() : 0;
    cpuSlab = none(rules.cpus());
    cpuFree = none(rules.cpus());
    cpuPartial = none(rules.cpus());
    cpuPartialCount = new int[rules.cpus()];
  }

  /** Objects that a CPU may keep on partial slabs (set_cpu_partial). */
  private static int cpuPartialObjects(int slotBytes, int pageShift) {
    if (slotBytes >= 1 << pageShift) {
      return 6;
    } else if (slotBytes >= 1 << 10) {
      return 24;
    }
    return slotBytes >= 1 << 8 ? 52 : 120;
  }

  private static int[] none(int cpus) {
    var array = new int[cpus];
    Arrays.fill(array, SlabTable.NONE);
    return array;
  }
}
